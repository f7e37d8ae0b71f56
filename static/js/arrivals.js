// @ts-check
// The list at the entrance, in the order in which it comes to life.

import "../vendor/htmx-4.0.1.min.js";
import "./core/commands.js";
import "./core/live.js";
import "./outbox/outbox.js";
import "./outbox/tray.js";
import "./arrivals/seek.js";
import "./arrivals/marked.js";
