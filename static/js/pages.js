// @ts-check
// What every page loads that has no socket: nothing leads out of it while there is no connection.

import "./core/left.js";
import "./outbox/offline.js";
