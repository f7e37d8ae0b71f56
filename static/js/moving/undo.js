// @ts-check
// Ctrl or Cmd and Z take back what the bar at the foot of the wall offers to take back, and nothing else. In a field they
// are the field's own.

import { isBusy, isTyped } from "./busy.js";
import * as move from "./move.js";

const says = /** @type {any} */ (document.getElementById("moving")).dataset;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.key.toLowerCase() !== "z" || event.shiftKey || event.altKey) return;
  if (event.ctrlKey === event.metaKey || event.repeat || isBusy()) return;
  if (isTyped(event.target)) return;
  event.preventDefault();
  const buttons = [...document.querySelectorAll(".moving :is(.receipt, .ordered) form button")];
  /** @type {any} */
  const found = buttons.find((each) => each.checkVisibility());
  if (found) found.click();
  else move.tellShortly(says.nothing);
});
