// @ts-check
// Cards that were put together lie on a pile, which opens and closes by its name: for whoever looks, and on this device.
// A pile in which something is written, moved or looked for by its address is open.

import { any, ids } from "../core/came.js";
import * as device from "../core/device.js";
import { ready } from "../core/ready.js";

const kept = device.name("piles", document.body.dataset.subject);
/** @type {Set<string>} */
const closed = new Set(JSON.parse(device.get(kept) ?? "[]"));
/** @returns {NodeListOf<HTMLElement>} */
const piles = () => document.querySelectorAll(".wall .pile");
/** @param {Element} pile */
const listOf = (pile) => document.getElementById(pile.getAttribute("aria-controls") ?? "");

function paint() {
  for (const pile of piles()) {
    const list = listOf(pile);
    const folded = closed.has(list?.id ?? "");
    pile.setAttribute("aria-expanded", String(!folded));
    list?.toggleAttribute("data-folded", folded);
  }
}

/** @param {string} name @param {boolean} open */
function set(name, open) {
  if (open) closed.delete(name);
  else closed.add(name);
  device.set(kept, JSON.stringify([...closed].filter((each) => document.getElementById(each))));
  paint();
}

document.addEventListener("click", ({ target }) => {
  const pile = /** @type {HTMLElement} */ (target).closest?.(".wall .pile");
  const name = pile?.getAttribute("aria-controls");
  if (name) set(name, closed.has(name));
});

// Whoever comes to one of its cards, by an address or by searching in the page, sees it.
document.addEventListener("focusin", ({ target }) => {
  const list = /** @type {HTMLElement} */ (target).closest?.("[data-folded]");
  if (list) set(list.id, true);
});

document.addEventListener("htmx:after:swap", ({ detail }) => {
  if (any(ids(/** @type {any} */ (detail).ctx), "wall", "section", "group", "cards", "note", "tally")) paint();
});
ready(paint);
