// @ts-check
// The moderator's console, in the order in which it comes to life.

import "../vendor/htmx-4.0.1.min.js";
import "./core/commands.js";
import "./core/live.js";
import "./console/pick.js";
import "./console/find.js";
import "./console/gridkeys.js";
import "./console/drag.js";
import "./projector/flight.js";
import "./console/suggest.js";
import "./console/countdown.js";
import "./console/signals.js";
import "./console/hands.js";
import "./console/placing.js";
import "./console/keys.js";
import "./console/bench.js";
import "./console/beyond.js";
import "./console/window.js";
