// @ts-check
// What a phone or a wall needs where there is no connection; it is loaded last, when things are quiet.

import "./outbox/rescue.js";
import "./outbox/leave.js";
import "./outbox/offlinenote.js";
