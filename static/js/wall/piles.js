// @ts-check
// Cards that were put together lie on a pile, which opens and closes by its name: for whoever looks, and on this device.
// A pile in which something has the focus, is moved by keys or looked for by its address is open; so are all of them while
// cards are looked for, until somebody closes one.

import { any, ids } from "../core/came.js";
import * as device from "../core/device.js";
import { ready } from "../core/ready.js";

const kept = device.name("piles", document.body.dataset.subject);
/** @type {Set<string>} */
const own = new Set(JSON.parse(device.get(kept) ?? "[]"));
let closed = own;
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
export function set(name, open) {
  if (open) closed.delete(name);
  else closed.add(name);
  if (closed === own) device.set(kept, JSON.stringify([...own].filter((each) => document.getElementById(each))));
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
  if (!any(ids(/** @type {any} */ (detail).ctx), "wall", "section", "group", "cards", "note", "photo", "tally")) return;
  paint();
  // Somebody has put there what has the focus here.
  const list = document.activeElement?.closest("[data-folded]");
  if (list) set(list.id, true);
});
document.addEventListener("barcamp:sifted", () => {
  const sifts = document.body.hasAttribute("data-sifts");
  if (sifts === (closed !== own)) return;
  closed = sifts ? new Set() : own;
  paint();
});
ready(paint);
