// @ts-check
// The moderators' tools in the head of a wall: they close by Escape, by a press beside them where they lie over the lanes,
// and once what was begun in them is on.

import { any, ids } from "../core/came.js";

/** @type {HTMLDetailsElement | null} */
const tools = document.querySelector("details.tools");
let begun = false;

function close() {
  if (!tools?.open) return;
  const inside = tools.contains(document.activeElement) || document.activeElement === document.body;
  tools.open = begun = false;
  if (inside) tools.querySelector("summary")?.focus({ preventScroll: true });
}

tools?.addEventListener("submit", ({ target }) => {
  const form = /** @type {Element} */ (target);
  begun = form.matches(".begin-silence, .opening, .opens-vote form");
  // What is put in order is seen below, and how to take it back.
  if (form.matches(".order-lane, .undo-order")) setTimeout(close);
});
tools?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !tools.open) return;
  event.stopPropagation();
  close();
});
document.addEventListener("pointerdown", ({ target }) => {
  const over = document.body.hasAttribute("data-lanes") && !tools?.contains(/** @type {Node} */ (target));
  if (over && tools?.open) tools.open = false;
});
document.addEventListener("htmx:after:swap", ({ detail }) => {
  if (begun && any(ids(/** @type {any} */ (detail).ctx), "voting", "silence")) close();
});
