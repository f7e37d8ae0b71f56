// @ts-check
// The wall by single keys, from card to card: J and K go on and back, M picks up the card that has the focus, + and −
// give it a point or support. Escape leads from where one writes to the cards above. They are switched off along with
// those of together/shortcuts.js.

import * as device from "../core/device.js";
import { visible } from "../moving/focus.js";
import * as places from "../moving/places.js";
import * as stray from "../together/stray.js";
import { isTyped } from "../together/typed.js";

const BUSY = "dialog[open], body[data-lifting], body[data-card], .several:not([hidden])";
// What a card is entered by, the first that is there; and piles that are closed.
const ENTRIES = [".dots > .place", ".support", ".move", ".edit"];
const STOPS = ".wall .sealed-own li, .wall .note, .wall .photo, .wall .pile[aria-expanded=false]";
const on = () => device.get(device.name("keys")) !== "off";

/** @param {Element} stop @returns {any} */
function entry(stop) {
  if (stop.matches(".pile")) return visible(stop) ? stop : null;
  const found = [...ENTRIES, "a"].map((each) => stop.querySelector(each));
  return found.find(visible) ?? null;
}

// Among thousands of cards only as many are looked at as are passed over.
/** @param {number} way 1 on, -1 back */
function step(way) {
  const stops = [...document.querySelectorAll(STOPS)];
  const { activeElement } = document;
  const here = stops.findIndex((stop) => stop.contains(activeElement));
  const lane = activeElement?.closest(".wall-section");
  let at = here + way;
  if (here < 0)
    at = way < 0 ? stops.length - 1 : Math.max(0, lane ? stops.findIndex((stop) => lane.contains(stop)) : 0);
  for (; stops[at]; at += way) {
    const found = entry(stops[at]);
    if (found) return enter(found, stops[at]);
  }
  return here >= 0;
}

/** @param {HTMLElement} found @param {Element} stop */
function enter(found, stop) {
  found.focus({ preventScroll: true });
  stop.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

/** @param {string} kind @param {boolean} pressed */
function press(kind, pressed) {
  const card = document.activeElement?.closest(".wall :is(.note, .photo)");
  const buttons =
    kind === "move" ? [".move"] : pressed ? [".dots > .take", ".support"] : [".dots > .place", ".support"];
  /** @type {any} */
  const found = buttons.map((each) => card?.querySelector(each)).find(visible);
  const states = found?.matches(".support") && (found.getAttribute("aria-pressed") === "true") !== pressed;
  if (found && !states) found.click();
  return Boolean(card);
}

/** @type {Record<string, () => boolean>} */
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  m: () => press("move", false),
  "+": () => press("give", false),
  "-": () => press("give", true),
  "−": () => press("give", true)
};

stray.knows(Object.keys(KEYS));

// From the field to what was written last in its lane.
/** @param {Found} field */
function leave(field) {
  const section = field.form.elements.section?.value;
  const lane = places.lanes().find((each) => places.sectionOf(each) === section) ?? places.lanes()[0];
  if (!lane) return;
  const kinds = [".sealed-own li", ".note, .photo"].map((each) => [...lane.querySelectorAll(each)].reverse());
  const stop = kinds.flat().find(entry);
  if (stop) return enter(entry(stop), stop);
  places.headOf(lane)?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { target } = event;
  if (document.querySelector(BUSY)) return;
  if (event.key === "Escape") {
    if (target.matches?.("form.write-note textarea")) leave(target);
    return;
  }
  if (isTyped(target) || !on() || stray.isStray(event)) return;
  if (KEYS[event.key.toLowerCase()]?.()) event.preventDefault();
});
