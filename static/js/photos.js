// @ts-check
// What sends photos, for a phone on which some wait.

import "./photos/phototray.js";
