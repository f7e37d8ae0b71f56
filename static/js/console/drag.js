// @ts-check
// Dragging a topic by its handle onto a cell: a shortcut for picking it and pressing the cell, with the same costs
// shown and the same request. Escape puts it back. Pushes may redraw everything under it in the meantime, so it keeps
// no elements.

import * as pick from "./pick.js";

const START = 6;
const EDGE = 56;
const STEP = 14;
/** @typedef {{ x: number, y: number }} At */
/** @type {{ id: number, topic: string, title: string, from: At, now: At, ghost: HTMLElement | null } | null} */
let drag = null;

/** @param {number} x @param {number} y */
const cellAt = (x, y) => document.elementFromPoint(x, y)?.closest(".cell-button") ?? null;
/** @param {string} topic */
const radio = (topic) => document.querySelector(`input[name="topic"][form="place"][value="${topic}"]`);

/** @param {string} topic @param {boolean} on */
function choose(topic, on) {
  const input = radio(topic);
  if (!input || input.checked === on) return;
  input.checked = on;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** @param {NonNullable<typeof drag>} held */
function lift(held) {
  const ghost = document.createElement("div");
  ghost.className = "ghost";
  ghost.ariaHidden = "true";
  ghost.textContent = held.title;
  document.body.append(ghost);
  document.body.dataset.dragging = held.topic;
  held.ghost = ghost;
  choose(held.topic, true);
  return ghost;
}

/** @param {Found | null} cell */
function point(cell) {
  for (const other of document.querySelectorAll(".cell-button[data-over]"))
    if (other !== cell) other.removeAttribute("data-over");
  cell?.setAttribute("data-over", "");
}

/** @param {number} x @param {number} y */
function scrollAt(x, y) {
  if (y < EDGE) scrollBy(0, -STEP);
  else if (y > innerHeight - EDGE) scrollBy(0, STEP);
  const plan = document.getElementById("plan");
  if (!plan) return;
  const box = plan.getBoundingClientRect();
  if (y < box.top || y > box.bottom) return;
  if (x < box.left + EDGE) plan.scrollLeft -= STEP;
  else if (x > box.right - EDGE) plan.scrollLeft += STEP;
}

/** @param {boolean} drop */
function end(drop) {
  if (!drag) return;
  const { topic, ghost, id } = drag;
  const cell = drop && ghost ? cellAt(drag.now.x, drag.now.y) : null;
  drag = null;
  ghost?.remove();
  point(null);
  delete document.body.dataset.dragging;
  if (document.body.hasPointerCapture(id)) document.body.releasePointerCapture(id);
  if (cell) cell.click();
  else if (ghost) {
    choose(topic, false);
    pick.show();
  }
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.("[data-drag]");
  if (!handle || event.button || drag) return;
  event.preventDefault();
  const at = { x: event.clientX, y: event.clientY };
  drag = {
    id: event.pointerId,
    topic: handle.dataset.drag ?? "",
    title: handle.dataset.title ?? "",
    from: at,
    now: at,
    ghost: null
  };
  document.body.setPointerCapture(event.pointerId);
});

document.addEventListener("pointermove", (event) => {
  if (event.pointerId !== drag?.id) return;
  drag.now = { x: event.clientX, y: event.clientY };
  if (!drag.ghost && Math.hypot(drag.now.x - drag.from.x, drag.now.y - drag.from.y) < START) return;
  const ghost = drag.ghost ?? lift(drag);
  ghost.style.translate = `${drag.now.x + 12}px ${drag.now.y + 12}px`;
  scrollAt(drag.now.x, drag.now.y);
  point(cellAt(drag.now.x, drag.now.y));
});

document.addEventListener("pointerup", (event) => {
  if (event.pointerId === drag?.id) end(true);
});
document.addEventListener("pointercancel", (event) => {
  if (event.pointerId === drag?.id) end(false);
});
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Escape") end(false);
  },
  { capture: true }
);
addEventListener("blur", () => end(false));
