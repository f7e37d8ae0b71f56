// @ts-check
// What sends photos, for a phone on which some wait.

import "./wall/phototray.js";
