// @ts-check
// Cards and photos that were moved, by whichever form: that it was done, and how to take it back.

import * as focus from "./focus.js";
import * as move from "./move.js";
import * as places from "./places.js";
import * as reply from "./reply.js";

const says = /** @type {any} */ (document.getElementById("moving")).dataset;
const bar = /** @type {any} */ (document.querySelector(".moving"));
const receipt = bar.querySelector(".receipt");
const [carry, undo, hanging, unhang] = [".carry", ".undo-move", ".hang-photo", ".unhang-photo"].map((each) =>
  bar.querySelector(each)
);
/** What was sent and not answered yet: `note` as places.js knows it, `was` the section in which a photo hung.
 * @type {{ form: any, note: string, photo: string, words: string, group: string, apart: string, was: string,
 * since: number } | null} */
let sent = null;
let told = ""; // what can be taken back

/** @param {any} form */
const moves = (form) => [carry, undo, hanging].some((each) => form.getAttribute?.("hx-post") === pathOf(each));
/** @param {Element} form */
const pathOf = (form) => form.getAttribute("hx-post");

// Before it is taken in: an entry is no older than this.
document.addEventListener(
  "submit",
  ({ target }) => {
    const form = /** @type {any} */ (target);
    if (!moves(form)) return;
    const photo = form.elements.photo?.value ?? "";
    const note = photo ? `photo_${photo}` : form.elements.note?.value;
    if (!note) return; // it names nothing, and is refused
    const card = places.cardOf(note);
    const lane = card && places.laneOf(card);
    const had = receipt.contains(document.activeElement);
    receipt.hidden = true;
    if (had) focus.goWith(note);
    const was = lane ? places.sectionOf(lane) : "";
    sent = { form, note, photo, words: card ? places.wordsOf(card) : "", ...move.next, was, since: Date.now() };
    Object.assign(move.next, { group: "", apart: "" });
  },
  true
);

function answered() {
  if (!sent) return;
  const { form, note, photo, words, group, apart, was } = sent;
  const back = form === undo || form === unhang;
  sent = null;
  if (move.isHeld()) return;
  const tells = back ? move.tellShortly : move.tell;
  const done = move.filled(back ? says.back : group ? says.movedInto : says.moved, { card: words, group });
  tells(back || !apart ? done : `${done} ${apart}`);
  const section = back && !photo ? "" : (form.elements.section?.value ?? "");
  document.dispatchEvent(new CustomEvent("barcamp:moved", { detail: { note, section } }));
  if (photo)
    for (const [name, value] of Object.entries({ photo, section: was, hangs_in: section }))
      unhang.elements[name].value = value;
  else undo.elements.note.value = note;
  undo.hidden = Boolean(photo);
  unhang.hidden = !photo;
  told = note;
  receipt.hidden = back;
  focus.follow();
}

bar.addEventListener("click", (/** @type {{ target: any }} */ { target }) => {
  if (!target.closest("[data-step=dismiss]")) return;
  const had = receipt.contains(document.activeElement);
  move.settle();
  if (had) focus.goWith(told);
});

for (const field of ["note", "photo"])
  reply.listen(
    field,
    () => (Boolean(sent?.photo) === (field === "photo") ? sent : null),
    (well) => {
      if (well) answered();
      else sent = null;
    }
  );
