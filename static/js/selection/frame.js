// @ts-check
// A frame that is dragged with the mouse over empty places of the wall chooses what lies in it.

import { isBusy } from "../moving/busy.js";
import * as chosen from "../moving/chosen.js";
import * as places from "../moving/places.js";
import * as choose from "./choose.js";

const EMPTY = ".wall, .wall-sections, .wall-section, .wall-section > .groups, .group-of, .group-of > .cards";
const START = 6;
const box = Object.assign(document.createElement("div"), { className: "choosing", hidden: true });
document.body.append(box);
/** @type {{ id: number, x: number, y: number, to: { x: number, y: number }, before: string[] } | null} */
let drawn = null;

/** Beside the bar by which it is scrolled. @param {PointerEvent} event */
function isEmpty({ target, offsetX, offsetY }) {
  const found = /** @type {HTMLElement} */ (target);
  return Boolean(found.matches?.(EMPTY)) && offsetX < found.clientWidth && offsetY < found.clientHeight;
}

document.addEventListener("pointerdown", (event) => {
  if (event.pointerType !== "mouse" || event.button || isBusy() || !places.isOpen() || !isEmpty(event)) return;
  if (!document.body.hasAttribute("data-lanes")) return;
  const { clientX: x, clientY: y, pointerId: id } = event;
  drawn = { id, x, y, to: { x, y }, before: event.shiftKey || event.ctrlKey || event.metaKey ? chosen.all() : [] };
});
// Words that are marked on the way are not meant.
document.addEventListener("mousedown", (event) => {
  if (!drawn) return;
  event.preventDefault();
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement) activeElement.blur(); // as without this
});

document.addEventListener("pointermove", (event) => {
  if (event.pointerId !== drawn?.id) return;
  Object.assign(drawn.to, { x: event.clientX, y: event.clientY });
  if (box.hidden && Math.hypot(drawn.to.x - drawn.x, drawn.to.y - drawn.y) < START) return;
  box.hidden = false;
  const { left, top, right, bottom } = sides();
  Object.assign(box.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${right - left}px`,
    height: `${bottom - top}px`
  });
});

function sides() {
  const { x, y, to } = /** @type {any} */ (drawn);
  return { left: Math.min(x, to.x), top: Math.min(y, to.y), right: Math.max(x, to.x), bottom: Math.max(y, to.y) };
}

/** @param {boolean} chooses */
function end(chooses) {
  if (!drawn) return;
  const frame = sides();
  const { before } = drawn;
  const was = !box.hidden;
  drawn = null;
  box.hidden = true;
  if (!was) return;
  // The click at its end is none.
  addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", stop, { capture: true }));
  if (!chooses) return;
  const all = choose.cards().filter((card) => before.includes(choose.nameOf(card)) || lies(card, frame));
  choose.choose(all);
}

/** @param {MouseEvent} event */
function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** @param {HTMLElement} card @param {{ left: number, top: number, right: number, bottom: number }} frame */
function lies(card, frame) {
  if (card.hasAttribute("data-sifted") || !card.checkVisibility()) return false;
  const its = card.getBoundingClientRect();
  const lane = card.closest(".groups")?.getBoundingClientRect() ?? its; // what is scrolled out of it is not seen
  const [top, bottom] = [Math.max(its.top, lane.top), Math.min(its.bottom, lane.bottom)];
  return top < bottom && its.left < frame.right && its.right > frame.left && top < frame.bottom && bottom > frame.top;
}

document.addEventListener("pointerup", (event) => {
  if (event.pointerId === drawn?.id) end(true);
});
document.addEventListener("pointercancel", () => end(false));
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !drawn) return;
    event.stopPropagation();
    end(false);
  },
  { capture: true }
);
addEventListener("blur", () => end(false));
