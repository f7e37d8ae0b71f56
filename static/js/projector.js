// @ts-check
// The projector, in the order in which it comes to life.

import "../vendor/htmx-4.0.1.min.js";
import "./core/live.js";
import "./photos/images.js";
import "./wall/reveal.js";
import "./silence/reveal.js";
import "./projector/pages.js";
import "./projector/settle.js";
import "./projector/flight.js";
import "./projector/time.js";
