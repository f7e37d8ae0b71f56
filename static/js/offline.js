// @ts-check
// What a phone or a wall needs where there is no connection; it comes in the quiet after all else.

import "./outbox/rescue.js";
import "./outbox/leave.js";
import "./outbox/offlinenote.js";
