// @ts-check
// Moving a card or a photo by keys and by taps, and what every way of moving has in common: the mark where it would stand,
// the words that say so, and the command.

import { any, ids } from "../core/came.js";
import * as plurals from "../core/plurals.js";
import * as chosen from "./chosen.js";
import * as focus from "./focus.js";
import * as places from "./places.js";
import { says, template } from "./said.js";

const FLOATS = 64; // pixels from the end of the window, within which what floats there ends

/** @typedef {{ onto?: HTMLElement, place?: places.Place, apart?: HTMLElement }} Target */

const bar = /** @type {any} */ (template.content.cloneNode(true)).firstElementChild;
const [said, keys, carry, hanging, many] = [".says", ".keys", ".carry", ".hang-photo", ".carry-many"].map((each) =>
  bar.querySelector(each)
);
/** @type {HTMLElement[]} */
const receipts = [...bar.querySelectorAll(".receipt, .ordered")];
const again = bar.querySelector(".again");
const PASSING = 10000; // milliseconds
const mark = Object.assign(document.createElement("div"), { className: "drop-mark", hidden: true });
document.getElementById("content")?.append(bar);
document.body.append(mark);

/** The note in the hand, the place it has come to, and whether it goes onto the card there.
 * @type {{ note: string, lane: string, at: number, onto: boolean } | null} */
let held = null;
/** What is said of the next move: the group into which the card goes, and why into none. */
export const next = { group: "", apart: "" };

/** @param {string} form @param {Record<string, string | number>} [values] */
export const filled = (form, values = {}) => form.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
/** @param {string} words */
export function tell(words) {
  said.textContent = words;
  bar.toggleAttribute("data-speaks", Boolean(words));
  above();
}

// The bar stands over what it tells of, and not over where one writes as long as that floats.
export function above() {
  const writing = ["feet", "write"]
    .map((id) => document.getElementById(id))
    .find((each) => each?.checkVisibility() && getComputedStyle(each).position === "sticky");
  const box = writing?.getBoundingClientRect();
  const top = box && box.bottom > innerHeight - FLOATS ? Math.max(0, box.top) : innerHeight;
  bar.style.bottom = `${Math.max(0, innerHeight - top)}px`;
}
// What stands at the foot of the page can be scrolled out from under it.
new ResizeObserver(() => document.body.style.setProperty("--told", `${bar.offsetHeight}px`)).observe(bar);
for (const sign of ["scroll", "resize"])
  window.addEventListener(sign, () => bar.hasAttribute("data-speaks") && above(), { passive: true });
/** Said in passing: nothing is to be done about it. @param {string} words */
export function tellShortly(words) {
  tell(words);
  setTimeout(
    () => held === null && said.textContent === words && receipts.every((each) => each.hidden) && tell(""),
    PASSING
  );
}
export const tellLeft = () => tellShortly(says.left ?? "");
export const isHeld = () => held !== null;

/** Shows where the card would come to stand. @param {Target | null} target */
export function show(target) {
  const box = places.boxOf(target);
  mark.hidden = !box;
  if (!box) return;
  mark.toggleAttribute("data-onto", Boolean(target?.onto));
  for (const side of /** @type {const} */ (["left", "top", "width", "height"])) mark.style[side] = `${box[side]}px`;
}

/** @param {Target} target @param {HTMLElement} card */
function wordsFor(target, card) {
  if (target.onto) {
    const group = places.groupOf(target.onto.parentElement);
    return filled(group ? says.into : says.onto, { group, card: places.wordsOf(target.onto) });
  }
  const place = /** @type {places.Place} */ (target.place);
  const [n, m] = places.numberOf(place, card);
  const group = places.groupOf(place.pile);
  if (places.isShut(place.pile)) return filled(plurals.counted(says.shut, m - 1), { group });
  return filled(group ? says.inGroup : says.place, { n, m, group, lane: places.nameOf(place.lane) });
}

/** Why a card comes into no group with this one. @param {HTMLElement} other */
const whyApart = (other) => filled(says.apart, { card: places.wordsOf(other) });

/** Sends what was decided; false where the card is there already. @param {string} note @param {Target} target */
export function drop(note, target) {
  chosen.take(note);
  const sends = put(note, target);
  chosen.release();
  return sends;
}

/** Numbers as the server knows them, in the order in which they stand. @param {string[]} notes */
export const named = (notes) =>
  notes
    .map((note) => places.cardOf(note))
    .filter((card) => card !== null)
    .sort((one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))
    .map((card) => places.named(card))
    .join(" ");

/** @param {string[]} notes @param {{ section: string, place: string }} where */
export function sendMany(notes, { section, place }) {
  Object.assign(many.elements.cards, { value: named(notes) });
  Object.assign(many.elements.section, { value: section });
  Object.assign(many.elements.place, { value: place });
  tell("");
  many.requestSubmit();
}

/** @param {string} note @param {Target} target */
function put(note, target) {
  const card = places.cardOf(note);
  const apart = target.apart ? whyApart(target.apart) : "";
  if (card && target.place && places.isThere(target.place, card)) {
    if (apart) tell(`${says.left} ${apart}`);
    else tellLeft();
    return false;
  }
  Object.assign(next, { group: places.groupOf((target.onto?.parentElement ?? target.place?.pile) || null), apart });
  const fields = places.fieldsFor(target, note);
  const all = chosen.along(note);
  if (all.length > 1) {
    sendMany(all, /** @type {any} */ (fields));
    return true;
  }
  const form = fields.photo ? hanging : carry;
  for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
  tell("");
  form.requestSubmit();
  return true;
}

// By keys

/** @param {HTMLElement} card @param {boolean} touched */
function lift(card, touched) {
  const lane = places.laneOf(card);
  if (!lane || !places.movable(card)) return;
  settle();
  const note = card.dataset.note ?? card.id;
  chosen.take(note);
  const found = places.placesIn(lane, card);
  document.body.toggleAttribute("data-lifting", true);
  held = {
    note,
    lane: lane.id,
    at: found.findIndex((each) => places.isThere(each, card)),
    onto: false
  };
  keys.hidden = false;
  const { length } = chosen.along(note);
  if (length > 1) tell(plurals.counted(says.liftedMany, length));
  else tell(filled(touched ? says.touched : says.lifted, { card: places.wordsOf(card) }));
  paint();
  keys.querySelector("[data-step=drop]").focus({ preventScroll: true });
}

/** Where the card in the hand has come to; null where the card or its lane is gone.
 * @returns {{ card: HTMLElement, lane: HTMLElement, found: places.Place[], target: Target } | null} */
function now() {
  const card = held && places.cardOf(held.note);
  const lane = held && document.getElementById(held.lane);
  if (!held || !card || !lane) return null;
  const found = places.placesIn(lane, card);
  held.at = Math.max(0, Math.min(held.at, found.length - 1));
  const place = found[held.at];
  const other = partnerAt(place, card);
  const onto = held.onto && other ? other : undefined;
  return { card, lane, found, target: onto ? { onto } : { place } };
}

// With which card it would become a group; in a closed pile, where all are one place, that is the place itself.
/** @param {places.Place} place @param {HTMLElement} card */
function partnerAt({ pile, before, after }, card) {
  const other = places.isShut(pile) ? null : (before ?? after);
  return other && places.joins(other, card) ? other : null;
}

function paint() {
  if (!held) return;
  const here = now();
  if (!here) return putBack(says.gone);
  show(here.target);
  places.cardOf(held.note)?.toggleAttribute("data-lifted", true);
  // One that is disabled would lose the focus.
  const alone = !partnerAt(here.found[held.at], here.card);
  keys.querySelector("[data-step=onto]").setAttribute("aria-disabled", String(alone));
}

/** @param {string} step */
function take(step) {
  if (!held) return;
  const here = now();
  if (!here) return putBack(says.gone);
  if (step === "cancel") return putBack(says.left);
  if (step === "drop") {
    const { note } = held;
    settle();
    drop(note, here.target);
    return focus.goWith(note);
  }
  if (step === "up" || step === "down") held.at = Math.max(0, held.at + (step === "up" ? -1 : 1));
  if (step === "left" || step === "right") {
    const all = places.lanes().filter((each) => each === here.lane || places.placesIn(each, here.card).length);
    const lane = all[all.indexOf(here.lane) + (step === "left" ? -1 : 1)];
    if (lane) Object.assign(held, { lane: lane.id });
  }
  held.onto = step === "onto" && !held.onto;
  paint();
  const there = now();
  if (!there) return;
  const { before: next, after: last, pile } = here.found[held.at] ?? {};
  const beside = next ?? last;
  if (step === "onto" && !there.target.onto && beside && !places.isShut(pile) && places.isApart(beside, here.card))
    return tell(whyApart(beside));
  tell(wordsFor(there.target, there.card));
  const { onto, place } = there.target;
  const name = places.isShut(place?.pile) ? places.nameOn(place?.pile ?? null) : null;
  (onto ?? name ?? place?.before ?? place?.after ?? there.lane).scrollIntoView({ block: "nearest", inline: "nearest" });
  paint();
}

/** @param {string} [words] */
function putBack(words) {
  const { note, lane } = held ?? { note: "", lane: "" };
  settle();
  tell(words ?? "");
  focus.goWith(note, document.getElementById(lane));
}

/** Nothing is in the hand any more. */
export function settle() {
  if (held) places.cardOf(held.note)?.toggleAttribute("data-lifted", false);
  held = null;
  chosen.release();
  document.body.toggleAttribute("data-lifting", false);
  for (const each of [keys, again, ...receipts]) each.hidden = true;
  tell("");
  show(null);
}

/** @type {Record<string, string>} */
const STEPS = {
  ...{ ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" },
  ...{ Escape: "cancel", g: "onto", G: "onto" }
};
document.addEventListener(
  "keydown",
  (event) => {
    const typing = /** @type {Element} */ (event.target).matches?.("input, textarea, select");
    const step = held && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    take(step);
  },
  { capture: true }
);
// By a finger, not by a key; older browsers do not say of a click by what it was.
/** @param {PointerEvent} event */
const isTouch = ({ pointerType, detail }) =>
  pointerType === undefined ? detail > 0 && matchMedia("(pointer: coarse)").matches : pointerType === "touch";
document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const card = target.closest?.("[data-move]")?.closest(".note, .photo");
  if (card) return lift(/** @type {HTMLElement} */ (card), isTouch(/** @type {PointerEvent} */ (event)));
  const step = /** @type {HTMLElement | null} */ (target.closest?.(".moving [data-step]"))?.dataset.step;
  if (step && step !== "dismiss") take(step);
});

// What came may have moved what is marked, or taken it away.
/** @param {string[] | null} came */
function look(came) {
  if (any(came, "mine", "wall", "head")) {
    const head = document.querySelector(".wall-head");
    const person = document.getElementById("mine")?.dataset.person;
    document.body.toggleAttribute("data-moves-all", Boolean(person && head?.hasAttribute("data-everybody")));
  }
  paint();
}
document.addEventListener("htmx:after:swap", ({ detail }) => look(ids(detail.ctx)));
document.body.addEventListener("barcamp:shown", () => {
  if (!held) focus.follow();
  paint();
});
document.addEventListener("DOMContentLoaded", () => look(null));
for (const sign of ["scroll", "resize"]) window.addEventListener(sign, paint, { passive: true, capture: true });
