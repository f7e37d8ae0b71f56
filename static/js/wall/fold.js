// @ts-check
// What a vote came to stands above the wall, and is folded by whoever wants the wall: on this device, and for this vote.
// It is open when the points are revealed.

import { any, ids } from "../core/came.js";
import * as device from "../core/device.js";
import { ready } from "../core/ready.js";
import { wall } from "./wall.js";

/** @returns {HTMLDetailsElement[]} */
const all = () => [.../** @type {any} */ (document.querySelectorAll("details.outcome"))];
const vote = () => /** @type {any} */ (wall()?.querySelector("[data-of-vote]"))?.dataset.ofVote ?? "0";
/** @param {Element} outcome */
const kept = ({ id }) => device.name("folded", `${id}:${vote()}`);

function paint() {
  for (const each of all()) if (device.get(kept(each))) each.open = false;
}

/** @param {HTMLDetailsElement} outcome */
export function open(outcome) {
  device.remove(kept(outcome));
  outcome.open = true;
}

document.addEventListener("click", ({ target }) => {
  const outcome = /** @type {HTMLElement} */ (target).closest?.("details.outcome > summary")?.parentElement;
  if (!(outcome instanceof HTMLDetailsElement)) return;
  // It is still as it was.
  if (outcome.open) device.set(kept(outcome), "yes");
  else device.remove(kept(outcome));
});
document.addEventListener("htmx:after:swap", ({ detail }) => {
  if (any(ids(/** @type {any} */ (detail).ctx), "wall", "ranking", "selection", "came")) paint();
});
ready(paint);
