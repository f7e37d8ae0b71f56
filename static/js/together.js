// @ts-check
// What people on phones and walls do together: it comes once the page is quiet.

import "./together/exhibit.js";
import "./together/onebyone.js";
import "./together/shortcuts.js";
import "./together/typing.js";
