// @ts-check
// Dragging a card: with the mouse by any part of it that is no control, with a finger by its button, once that was held
// for a moment, so that nobody who scrolls drags. It is known by its number alone: pushes may draw it anew meanwhile.

import * as plurals from "../core/plurals.js";
import * as chosen from "./chosen.js";
import * as move from "./move.js";
import * as places from "./places.js";
import { says } from "./said.js";

const START = 6;
const HOLD = 200;
const EDGE = 48;
const STEP = 12;
/** @type {{ id: number, note: string, x: number, y: number, from: { x: number, y: number }, ghost: HTMLElement | null,
 * waits: number } | null} */
let drag = null;
/** Somebody else's card from which the mouse set out: that it cannot be moved is said once it is somewhere else, for words
 * may be marked within it. @type {HTMLElement | null} */
let denied = null;

function lift() {
  const card = drag && places.cardOf(drag.note);
  if (!drag || !card) return end(false);
  move.settle();
  drag.waits = 0;
  const { length } = chosen.along(drag.note);
  drag.ghost = document.createElement("div");
  drag.ghost.className = "ghost";
  drag.ghost.ariaHidden = "true";
  drag.ghost.textContent = length > 1 ? plurals.counted(says.count, length) : places.wordsOf(card);
  chosen.take(drag.note);
  document.body.append(drag.ghost);
  document.body.dataset.dragging = drag.note;
  getSelection()?.removeAllRanges();
  drag.ghost.setPointerCapture(drag.id); // and so it has the cursor, too
  frame();
}

// As long as it is in the hand: what lies under it moves by itself, too.
function frame() {
  if (!drag?.ghost) return;
  drag.ghost.style.translate = `${drag.x + 10}px ${drag.y + 10}px`;
  const card = places.cardOf(drag.note);
  card?.toggleAttribute("data-lifted", true);
  const found = document.elementFromPoint(drag.x, drag.y);
  scrollAt(found, drag.x, drag.y);
  move.show(places.under(drag.x, drag.y, card, found));
  requestAnimationFrame(frame);
}

/** @param {Element | null} found @param {number} x @param {number} y */
function scrollAt(found, x, y) {
  const lane = found?.closest(".wall-section");
  const list = lane?.querySelector(".groups");
  if (list && list.scrollHeight > list.clientHeight + 1) push(list, y, "top", "bottom", "scrollTop");
  const row = document.querySelector(".wall-sections");
  if (row && row.scrollWidth > row.clientWidth + 1) push(row, x, "left", "right", "scrollLeft");
  if (y < EDGE) scrollBy(0, -STEP);
  else if (y > innerHeight - EDGE) scrollBy(0, STEP);
}

/** @param {Found} list @param {number} at @param {"left" | "top"} begin @param {"right" | "bottom"} end @param {"scrollLeft" | "scrollTop"} along */
function push(list, at, begin, end, along) {
  const box = list.getBoundingClientRect();
  if (at < box[begin] + EDGE) list[along] -= STEP;
  else if (at > box[end] - EDGE) list[along] += STEP;
}

/** @param {boolean} puts */
function end(puts) {
  if (!drag) return;
  const { note, x, y, ghost, waits } = drag;
  const card = places.cardOf(note);
  // A card that is gone meanwhile is still put somewhere, which is answered.
  const target = puts && ghost ? places.under(x, y, card) : null;
  drag = null;
  chosen.release();
  clearTimeout(waits);
  ghost?.remove();
  delete document.body.dataset.dragging;
  card?.toggleAttribute("data-lifted", false);
  if (!ghost) return;
  // The button under the finger is not pressed by it.
  addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", stop, { capture: true }));
  move.show(null);
  if (target) move.drop(note, target);
  else move.tellLeft();
}

/** @param {MouseEvent} event */
function stop(event) {
  if (!event.detail) return; // by a key
  event.preventDefault();
  event.stopImmediatePropagation();
}

document.addEventListener("pointerdown", (event) => {
  const target = /** @type {Element} */ (event.target);
  const card = /** @type {HTMLElement | null} */ (target.closest?.(".wall :is(.note, .photo)"));
  denied = null;
  if (!card || event.button || !event.isPrimary || drag) return;
  if (!places.movable(card)) {
    if (event.pointerType === "mouse" && places.isOpen()) denied = card;
    return;
  }
  const handle = target.closest("[data-move]");
  const touch = event.pointerType === "touch";
  const controls = card.dataset.photo ? "button" : "a, button, input, select, textarea, summary, label";
  if (touch ? !handle : !handle && target.closest(controls)) return;
  const from = { x: event.clientX, y: event.clientY };
  drag = { id: event.pointerId, note: card.dataset.note ?? card.id, ...from, from, ghost: null, waits: 0 };
  if (touch) drag.waits = setTimeout(lift, HOLD);
});
// Whoever drags selects no words on the way, which the browser would look for with every move.
document.addEventListener("mousedown", (event) => {
  if (!drag) return;
  event.preventDefault();
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement) activeElement.blur(); // as without this
});

document.addEventListener("pointermove", (event) => {
  if (event.pointerId !== drag?.id) return;
  Object.assign(drag, { x: event.clientX, y: event.clientY });
  if (drag.ghost || Math.hypot(drag.x - drag.from.x, drag.y - drag.from.y) < START) return;
  if (event.pointerType === "touch") end(false);
  else lift();
});

document.addEventListener("pointerup", (event) => {
  const found = denied && document.elementFromPoint(event.clientX, event.clientY);
  if (found && !denied?.contains(found)) {
    getSelection()?.removeAllRanges();
    move.tellShortly(says.notYours);
  }
  denied = null;
  if (event.pointerId === drag?.id) end(true);
});
// Words that were marked before would be dragged in its place.
document.addEventListener("dragstart", (event) => denied && event.preventDefault());
document.addEventListener("pointercancel", (event) => {
  if (event.pointerId === drag?.id) end(false);
});
document.addEventListener("contextmenu", (event) => {
  if (drag) event.preventDefault();
});
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !drag?.ghost) return;
    event.stopPropagation();
    end(false);
  },
  { capture: true }
);
addEventListener("blur", () => end(false));
