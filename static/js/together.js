// @ts-check
// What people on phones and walls do together: it comes once the page is quiet.

import "./together/exhibit.js";
import "./together/letters.js";
import "./together/typing.js";
