// @ts-check
// Moving a card by keys and by taps, and what every way of moving has in common: the mark where it would stand, the words
// that say so, the command, and the receipt with which the move is taken back.

import { any, ids } from "../core/came.js";
import * as entries from "../outbox/entries.js";
import * as places from "./places.js";

/** @typedef {{ onto?: HTMLElement, place?: places.Place }} Target */

const template = /** @type {any} */ (document.getElementById("moving"));
const says = template.dataset;
const bar = /** @type {any} */ (template.content.cloneNode(true)).firstElementChild;
const [said, keys, receipt, undo, carry] = [".says", ".keys", ".receipt", ".receipt form", ".carry"].map((each) =>
  bar.querySelector(each)
);
const mark = Object.assign(document.createElement("div"), { className: "drop-mark", hidden: true });
document.getElementById("content")?.append(bar);
document.body.append(mark);

/** The note in the hand, the place it has come to, and whether it goes onto the card there.
 * @type {{ note: string, lane: string, at: number, onto: boolean } | null} */
let held = null;
/** What was sent and not answered yet. @type {{ form: HTMLFormElement, note: string, words: string, since: number } | null} */
let sent = null;

/** @param {string} form @param {Record<string, string | number>} [values] */
const filled = (form, values = {}) => form.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
/** @param {string} words */
export function tell(words) {
  said.textContent = words;
  bar.toggleAttribute("data-speaks", Boolean(words));
  above();
}

// The bar stands over what it tells of, and not over where one writes.
function above() {
  const writing = ["feet", "write"]
    .map((id) => document.getElementById(id))
    .find((each) => each?.checkVisibility() && getComputedStyle(each).position === "sticky");
  const top = writing?.getBoundingClientRect().top ?? innerHeight;
  bar.style.bottom = `${Math.max(0, innerHeight - Math.max(0, top))}px`;
}
export const tellLeft = () => tell(says.left ?? "");
export const isHeld = () => held !== null;

/** Shows where the card would come to stand. @param {Target | null} target */
export function show(target) {
  const box = places.boxOf(target);
  mark.hidden = !box;
  if (!box) return;
  mark.toggleAttribute("data-onto", Boolean(target?.onto));
  for (const side of ["left", "top", "width", "height"]) mark.style[side] = `${box[side]}px`;
}

/** @param {Target} target @param {HTMLElement} card */
export function wordsFor(target, card) {
  if (target.onto) {
    const group = places.groupOf(target.onto.parentElement);
    return filled(group ? says.into : says.onto, { group, card: places.wordsOf(target.onto) });
  }
  const place = /** @type {places.Place} */ (target.place);
  const [n, m] = places.numberOf(place, card);
  const group = places.groupOf(place.pile);
  return filled(group ? says.inGroup : says.place, { n, m, group, lane: places.nameOf(place.lane) });
}

/** Sends what was decided; false where the card is there already. @param {string} note @param {Target} target */
export function drop(note, target) {
  const card = places.cardOf(note);
  if (card && target.place && places.isThere(target.place, card)) {
    tellLeft();
    return false;
  }
  const fields = target.onto ? places.fieldsOnto(target.onto) : places.fieldsOf(/** @type {any} */ (target.place));
  for (const [name, value] of Object.entries({ note, ...fields })) carry.elements[name].value = value;
  tell("");
  carry.requestSubmit();
  return true;
}

// By keys

/** @param {HTMLElement} card */
function lift(card) {
  const lane = places.laneOf(card);
  if (!lane || !places.movable(card)) return;
  settle();
  const found = places.placesIn(lane, card);
  document.body.toggleAttribute("data-lifting", true);
  held = {
    note: card.dataset.note ?? "",
    lane: lane.id,
    at: found.findIndex((each) => places.isThere(each, card)),
    onto: false
  };
  keys.hidden = false;
  tell(filled(says.lifted, { card: places.wordsOf(card) }));
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
  const other = place.before ?? place.after;
  const onto = held.onto && other && places.joins(other, card) ? other : undefined;
  return { card, lane, found, target: onto ? { onto } : { place } };
}

function paint() {
  if (!held) return;
  const here = now();
  if (!here) return putBack(says.gone);
  show(here.target);
  places.cardOf(held.note)?.toggleAttribute("data-lifted", true);
  const other = here.found[held.at].before ?? here.found[held.at].after;
  keys.querySelector("[data-step=onto]").disabled = !(other && places.joins(other, here.card));
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
    return places.cardOf(note)?.querySelector(".move")?.focus({ preventScroll: true });
  }
  if (step === "up" || step === "down") held.at = Math.max(0, held.at + (step === "up" ? -1 : 1));
  if (step === "left" || step === "right") {
    const all = places.lanes();
    const lane = all[all.indexOf(here.lane) + (step === "left" ? -1 : 1)];
    if (lane) Object.assign(held, { lane: lane.id });
  }
  held.onto = step === "onto" && !held.onto;
  paint();
  const there = now();
  if (!there) return;
  tell(wordsFor(there.target, there.card));
  const { onto, place } = there.target;
  (onto ?? place?.before ?? place?.after ?? there.lane).scrollIntoView({ block: "nearest", inline: "nearest" });
  paint();
}

/** @param {string} [words] */
function putBack(words) {
  const note = held?.note ?? "";
  settle();
  tell(words ?? "");
  places.cardOf(note)?.querySelector(".move")?.focus({ preventScroll: true });
}

/** Nothing is in the hand any more. */
export function settle() {
  if (held) places.cardOf(held.note)?.toggleAttribute("data-lifted", false);
  held = null;
  document.body.toggleAttribute("data-lifting", false);
  keys.hidden = receipt.hidden = true;
  tell("");
  show(null);
}

const STEPS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right", Escape: "cancel", g: "onto" };
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
document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const card = target.closest?.("[data-move]")?.closest("[data-note]");
  if (card) return lift(/** @type {HTMLElement} */ (card));
  const step = /** @type {HTMLElement | null} */ (target.closest?.(".moving [data-step]"))?.dataset.step;
  if (step === "dismiss") settle();
  else if (step) take(step);
});

// Receipts, for whichever form moves a card

const moves = (form) => [carry, undo].some((each) => each.getAttribute("hx-post") === form.getAttribute?.("hx-post"));

// Before it is taken in: an entry is no older than this.
document.addEventListener(
  "submit",
  ({ target }) => {
    const form = /** @type {any} */ (target);
    if (!moves(form)) return;
    const note = form.elements.note.value;
    const card = places.cardOf(note);
    receipt.hidden = true;
    sent = { form, note, words: card ? places.wordsOf(card) : "", since: Date.now() };
  },
  true
);

function answered() {
  if (!sent) return;
  const { form, note, words } = sent;
  const back = form === undo;
  sent = null;
  if (held) return;
  tell(filled(back ? says.back : says.moved, { card: words }));
  undo.elements.note.value = note;
  receipt.hidden = back;
}

document.addEventListener("barcamp:entries", () => {
  if (!sent) return;
  const { form, note, since } = sent;
  const path = form.getAttribute("hx-post");
  const mine = entries
    .all()
    .find((entry) => entry.path === path && entry.at >= since && new Map(entry.fields).get("note") === note);
  if (mine?.state === "sent") answered();
  if (mine?.state === "refused") sent = null;
});
// Whoever came as an organiser, without a name, has no outbox.
document.addEventListener("htmx:after:request", ({ target, detail: { ctx } }) => {
  if (ctx?.request?.method === "POST" && target === sent?.form && ctx.response.status < 300) answered();
});

// What came may have moved what is marked, or taken it away.
function look(came) {
  if (any(came, "mine", "wall", "head")) {
    const head = document.querySelector(".wall-head");
    const person = document.getElementById("mine")?.dataset.person;
    document.body.toggleAttribute("data-moves-all", Boolean(person && head?.hasAttribute("data-everybody")));
  }
  paint();
}
document.addEventListener("htmx:after:swap", ({ detail }) => look(ids(detail.ctx)));
document.body.addEventListener("barcamp:shown", paint);
document.addEventListener("DOMContentLoaded", () => look(null));
for (const sign of ["scroll", "resize"]) window.addEventListener(sign, paint, { passive: true, capture: true });
