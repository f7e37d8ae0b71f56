// @ts-check
// The phone's screen, in the order in which it comes to life.

import "../vendor/htmx-4.0.1.min.js";
import "./core/commands.js";
import "./core/live.js";
import "./outbox/outbox.js";
import "./outbox/tray.js";
import "./phone/later.js";
import "./phone/tint.js";
import "./phone/tabs.js";
import "./phone/myplan.js";
import "./phone/asked.js";
import "./phone/topics.js";
import "./phone/sheet.js";
