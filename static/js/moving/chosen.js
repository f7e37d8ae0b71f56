// @ts-check
// Several cards that were chosen: whichever of them is moved, the others go along. How they are chosen comes later, and
// where there is a mouse and room for lanes (selection.js).

import { template } from "./said.js";

const ROOM = matchMedia("(min-width: 56.25rem) and (any-pointer: fine)");
const LATER = 600; // milliseconds
/** Their numbers, as places.js knows them. @type {Set<string>} */
let notes = new Set();
/** What goes along with the one in the hand. @type {Set<string>} */
let goes = new Set();

export const all = () => [...notes];
/** @param {Iterable<string>} wanted */
export function set(wanted) {
  notes = new Set(wanted);
}
/** All that move with this one. @param {string} note */
export const along = (note) => (notes.has(note) ? all() : [note]);
/** From here on the others are not there, for whoever looks for a place. @param {string} note */
export function take(note) {
  goes = new Set(along(note).filter((each) => each !== note));
}
export function release() {
  goes = new Set();
}
/** @param {Element} card */
export const goesAlong = (card) => goes.size > 0 && goes.has(card.getAttribute("data-note") ?? card.id);

function load() {
  if (!ROOM.matches) return;
  ROOM.removeEventListener("change", load);
  document.head.append(Object.assign(document.createElement("script"), { src: template.dataset.script }));
}
window.addEventListener("load", () => setTimeout(load, LATER));
ROOM.addEventListener("change", load);
