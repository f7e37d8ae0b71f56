// @ts-check
// Choosing several cards: a click with Shift, Ctrl or Cmd held, X on the card that has the focus, Ctrl and A for all that
// one may move. Escape, or a click on anything else, lets go of them.

import * as device from "../core/device.js";
import { any, ids } from "../core/came.js";
import { isBusy } from "../moving/busy.js";
import * as chosen from "../moving/chosen.js";
import * as move from "../moving/move.js";
import * as places from "../moving/places.js";
import { says } from "../moving/said.js";
import * as stray from "../together/stray.js";
import { isTyped } from "../together/typed.js";

export const CARDS = ".wall :is(.note, .photo)";
export const MOST = Number(says.most);
const CONTROLS = "button, input, textarea, select, summary, label, .note a";
const on = () => device.get(device.name("keys")) !== "off";

/** @param {HTMLElement} card */
export const nameOf = (card) => card.dataset.note ?? card.id;
/** @returns {HTMLElement[]} */
export const cards = () => [...document.querySelectorAll(CARDS)].map((card) => /** @type {any} */ (card));
/** @param {HTMLElement} card */
const seen = (card) => !card.hasAttribute("data-sifted") && card.checkVisibility();

/** Chooses these and no others. Those that must not be moved stay out of it, and so do those that are too many: how many
 * of each. @param {HTMLElement[]} wanted */
export function choose(wanted) {
  const may = wanted.filter(places.movable);
  chosen.set(may.slice(0, MOST).map(nameOf));
  paint();
  document.dispatchEvent(
    new CustomEvent("barcamp:chosen", {
      detail: { theirs: wanted.length - may.length, over: Math.max(0, may.length - MOST) }
    })
  );
  if (wanted.length && !may.length) move.tellShortly(says.notYours);
}

// What a search has hidden is not meant any more.
document.addEventListener("barcamp:sifted", () => {
  const all = cards().filter((card) => card.hasAttribute("data-chosen"));
  if (!all.every(seen)) choose(all.filter(seen));
});

export function letGo() {
  if (chosen.all().length) choose([]);
}

// What came may have drawn them anew, or taken them away.
export function paint() {
  const all = new Set(chosen.all());
  for (const card of document.querySelectorAll(".wall [data-chosen]"))
    if (!all.has(nameOf(/** @type {any} */ (card)))) mark(card, false);
  for (const note of all) {
    const card = places.cardOf(note);
    if (card) mark(card, true);
    else all.delete(note);
  }
  chosen.set(all);
}

/** @param {Element} card @param {boolean} is */
function mark(card, is) {
  card.toggleAttribute("data-chosen", is);
  if (is) card.setAttribute("aria-current", "true");
  else card.removeAttribute("aria-current");
}

/** @param {HTMLElement} card */
function toggle(card) {
  if (!places.movable(card)) return move.tellShortly(says.notYours);
  const names = new Set(chosen.all());
  // The one that was clicked before is meant as well.
  const before = /** @type {HTMLElement | null} */ (document.querySelector(".wall [data-picked]"));
  if (!names.size && before && before !== card && places.movable(before)) names.add(nameOf(before));
  if (!names.delete(nameOf(card))) names.add(nameOf(card));
  choose(cards().filter((each) => names.has(nameOf(each))));
}

/** @param {Event} event @returns {HTMLElement | null} */
const cardAt = ({ target }) => /** @type {Element} */ (target).closest?.(CARDS) ?? null;
/** @param {MouseEvent} event */
const adds = (event) => event.shiftKey || event.ctrlKey || event.metaKey;
/** @param {Event} event */
const onControl = ({ target }) => Boolean(/** @type {Element} */ (target).closest?.(CONTROLS));

// With Shift the browser would mark all words from the last click on.
document.addEventListener("mousedown", (event) => {
  if (adds(event) && cardAt(event) && !onControl(event)) event.preventDefault();
});
document.addEventListener(
  "click",
  (event) => {
    if (!event.detail || !places.isOpen()) return; // by a key
    const card = cardAt(event);
    const { target } = event;
    if (card && adds(event) && !onControl(event)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      toggle(card);
    } else if (!(card?.hasAttribute("data-chosen") && onControl(event)) && !inBar(target)) letGo();
  },
  { capture: true }
);

/** @param {EventTarget | null} target */
const inBar = (target) => Boolean(/** @type {Element} */ (target).closest?.(".moving"));

function everything() {
  const all = cards().filter(seen);
  if (all.length) choose(all);
  return all.length > 0;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.isComposing || isBusy()) return;
  if (event.key === "Escape" && !isTyped(event.target)) return letGo();
  if (isTyped(event.target) || !places.isOpen()) return;
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && key === "a") {
    if (everything()) event.preventDefault();
    return;
  }
  if (key !== "x" || event.ctrlKey || event.metaKey || event.repeat || !on() || stray.isStray(event)) return;
  const card = cardAt(event);
  if (!card) return;
  event.preventDefault();
  toggle(card);
});
stray.knows(["x"]);

document.addEventListener("htmx:after:swap", ({ detail }) => {
  if (!chosen.all().length) return;
  // Whoever may not move them any more lets go of them.
  if (any(ids(detail.ctx), "mine", "head", "phase")) choose(chosen.all().flatMap((note) => places.cardOf(note) ?? []));
  else repaint();
});

function repaint() {
  const before = chosen.all().length;
  paint();
  if (chosen.all().length !== before) choose(chosen.all().flatMap((note) => places.cardOf(note) ?? []));
}
document.addEventListener("barcamp:moved", ({ detail }) => {
  if (detail.cards) letGo();
});
