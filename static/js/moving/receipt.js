// @ts-check
// Cards and photos that were moved, by whichever form: that it was done, how to take it back, and how to do it again after
// that, as long as nothing else was moved.

import * as plurals from "../core/plurals.js";
import * as focus from "./focus.js";
import * as move from "./move.js";
import * as places from "./places.js";
import * as reply from "./reply.js";
import { says } from "./said.js";

const bar = /** @type {any} */ (document.querySelector(".moving"));
const [receipt, again] = [".receipt", ".again"].map((each) => bar.querySelector(each));
const [carry, undo, hanging, unhang, many, undoMany] = [
  ...[".carry", ".undo-move", ".hang-photo", ".unhang-photo", ".carry-many", ".undo-moves"]
].map((each) => bar.querySelector(each));
/** What was sent and not answered yet: `note` as places.js knows it.
 * @type {{ form: any, note: string, photo: string, cards: string, words: string, group: string, apart: string, since: number } | null} */
let sent = null;
let told = ""; // what can be taken back
/** What is to be done once a move that is on its way was answered.
 * @type {(() => void) | null} */
let waits = null;
const SOON = 5000; // milliseconds within which an answer is waited for
/** The last move by drag, keys or taps, which can be done again once it was taken back.
 * @type {{ form: any, note: string, fields: [string, string][], back: boolean } | null} */
let last = null;

/** @param {any} form */
const moves = (form) =>
  [carry, undo, hanging, unhang, many, undoMany].some((each) => form.getAttribute?.("hx-post") === pathOf(each));
/** @param {Element} form */
const pathOf = (form) => form.getAttribute("hx-post");

// Before it is taken in: an entry is no older than this.
document.addEventListener(
  "submit",
  ({ target }) => {
    const form = /** @type {any} */ (target);
    if (!moves(form)) return;
    const photo = form.elements.photo?.value ?? "";
    const cards = form.elements.cards?.value ?? "";
    const note = cards ? firstOf(cards) : photo ? `photo_${photo}` : form.elements.note?.value;
    if (!note) return; // it names nothing, and is refused
    const card = places.cardOf(note);
    const had = receipt.contains(document.activeElement);
    receipt.hidden = true;
    if (had) focus.goWith(note);
    again.hidden = true;
    remember(form, note);
    sent = { form, note, photo, cards, words: card ? places.wordsOf(card) : "", ...move.next, since: Date.now() };
    Object.assign(move.next, { group: "", apart: "" });
  },
  true
);

/** @param {string} cards */
const firstOf = (cards) => cards.split(" ")[0].replace(/^p/, "photo_");
/** Those that are still there. @param {string} cards */
const counts = (cards) => cards.split(" ").filter((each) => places.cardOf(firstOf(each))).length;

/** @param {any} form @param {string} note */
function remember(form, note) {
  if ([undo, unhang, undoMany].includes(form)) return;
  const fields = ["note", "photo", "cards", "section", "place"].flatMap((name) =>
    form.elements[name] ? [/** @type {[string, string]} */ ([name, form.elements[name].value])] : []
  );
  last = [carry, hanging, many].includes(form) ? { form, note, fields, back: false } : null;
}

/** Whoever presses at once means the move that was just made, also while its answer is on the way.
 * @param {() => void} act */
export function onceAnswered(act) {
  if (sent && Date.now() - sent.since < SOON) waits = act;
  else act();
}

/** Whether there was something to do again. */
export function redo() {
  if (!last?.back || move.isHeld()) return false;
  const { form, fields } = last;
  for (const [name, value] of fields) form.elements[name].value = value;
  form.requestSubmit();
  return true;
}

again.querySelector("button").addEventListener("click", () => {
  const note = last?.note;
  if (redo() && note) focus.goWith(note);
});

function answered() {
  if (!sent) return;
  const { form, note, photo, cards, words, group, apart } = sent;
  const back = [undo, unhang, undoMany].includes(form);
  sent = null;
  if (move.isHeld()) return;
  const tells = back ? move.tellShortly : move.tell;
  const done = cards
    ? plurals.counted(back ? says.backMany : says.movedMany, counts(cards))
    : move.filled(back ? says.back : group ? says.movedInto : says.moved, { card: words, group });
  tells(back || !apart ? done : `${done} ${apart}`);
  const section = back ? "" : (form.elements.section?.value ?? "");
  document.dispatchEvent(new CustomEvent("barcamp:moved", { detail: { note, section, cards } }));
  if (cards) undoMany.elements.cards.value = cards;
  else if (photo) unhang.elements.photo.value = photo;
  else undo.elements.note.value = note;
  undo.hidden = Boolean(photo || cards);
  unhang.hidden = !photo;
  undoMany.hidden = !cards;
  told = note;
  receipt.hidden = back;
  if (last) last.back = back && last.note === note;
  again.hidden = !last?.back;
  focus.follow();
  const act = waits;
  waits = null;
  act?.();
}

bar.addEventListener("click", (/** @type {{ target: any }} */ { target }) => {
  if (!target.closest("[data-step=dismiss]")) return;
  const had = receipt.contains(document.activeElement);
  move.settle();
  if (had) focus.goWith(told);
});

for (const field of ["note", "photo", "cards"])
  reply.listen(
    field,
    () => (field === (sent?.cards ? "cards" : sent?.photo ? "photo" : "note") ? sent : null),
    (well) => {
      if (well) answered();
      else sent = waits = null;
    }
  );
