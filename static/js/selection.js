// @ts-check
// Several cards at once on a notes wall, where there is a mouse and room for lanes: it comes once the page is quiet.

import "./selection/choose.js";
import "./selection/frame.js";
import "./selection/bar.js";
