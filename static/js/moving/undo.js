// @ts-check
// Ctrl or Cmd and Z take back what the bar at the foot of the wall offers to take back, and nothing else; with Shift, or
// Ctrl and Y, what was taken back is done again. In a field they are the field's own.

import { isTyped } from "../together/typed.js";
import { isBusy } from "./busy.js";
import * as move from "./move.js";
import * as receipt from "./receipt.js";
import { says } from "./said.js";

document.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  const again = key === "y" ? !event.shiftKey : event.shiftKey;
  if (event.defaultPrevented || !["z", "y"].includes(key) || (key === "y" && event.shiftKey) || event.altKey) return;
  if (event.ctrlKey === event.metaKey || event.repeat || isBusy()) return;
  if (isTyped(event.target)) return;
  event.preventDefault();
  receipt.onceAnswered(again ? redo : undo);
});

function redo() {
  if (!receipt.redo()) move.tellShortly(says.nothingAgain);
}

function undo() {
  const buttons = [...document.querySelectorAll(".moving :is(.receipt, .ordered) form button")];
  /** @type {any} */
  const found = buttons.find((each) => each.checkVisibility());
  if (found) found.click();
  else move.tellShortly(says.nothing);
}
