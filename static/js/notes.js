// @ts-check
// A notes wall, in the order in which it comes to life.

import "../vendor/htmx-4.0.1.min.js";
import "./core/commands.js";
import "./core/live.js";
import "./outbox/outbox.js";
import "./outbox/tray.js";
import "./phone/later.js";
import "./photos/phototray.js";
import "./photos/photos.js";
import "./photos/images.js";
import "./wall/wall.js";
import "./wall/lanes.js";
import "./wall/strip.js";
import "./wall/piles.js";
import "./wall/points.js";
import "./wall/reveal.js";
import "./cards/several.js";
import "./wall/card.js";
import "./wall/result.js";
import "./wall/move.js";
import "./wall/drop.js";
import "./silence/own.js";
import "./silence/left.js";
import "./silence/reveal.js";
