// @ts-check
// The plan without a mouse: Enter on a topic leads to the first free cell, the arrow keys lead from cell to cell, Enter
// places and leads back to the next topic that has no place. Escape puts the pick back (pick.js).

/** @type {Record<string, number[]>} */
const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
let fromPool = ""; // the topic with which somebody came from the pool

/** @param {Found} element */
const topicOf = (element) => element.matches?.('input[type="radio"][name="topic"][form="place"]');

function firstFree() {
  const cells = [...document.querySelectorAll("#plan tr:not(.over) .cell-button:not(:disabled)")];
  return cells.find((cell) => !cell.dataset.topic && !cell.closest("td")?.matches(".stranded")) ?? cells[0];
}

/** @param {Found} cell @param {number[]} way */
function neighbour(cell, [down, right]) {
  const here = cell.closest("td");
  if (!here) return null;
  let row = here.parentElement;
  const at = here.cellIndex + right;
  if (right) return row.cells[at]?.querySelector(".cell-button");
  for (
    row = down > 0 ? row.nextElementSibling : row.previousElementSibling;
    row;
    row = down > 0 ? row.nextElementSibling : row.previousElementSibling
  ) {
    const found = row.cells[at]?.querySelector(".cell-button");
    if (found?.offsetParent) return found;
  }
  return null;
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  // In a form of radio buttons, Enter would press the form's first button: some cell.
  if (key === "Enter" && topicOf(target)) {
    event.preventDefault();
    if (!target.checked) target.click();
    fromPool = target.value;
    firstFree()?.focus();
  } else if (
    ARROWS[key] &&
    target.matches?.("#plan .cell-button") &&
    !event.altKey &&
    !event.ctrlKey &&
    !event.metaKey
  ) {
    event.preventDefault();
    neighbour(target, ARROWS[key])?.focus();
  } else if (key === "Escape") fromPool = "";
});
document.addEventListener("pointerdown", () => {
  fromPool = "";
});

document.addEventListener("htmx:after:request", ({ target, detail: { ctx } }) => {
  if (!fromPool || !target?.matches?.(".cell-button") || ctx.response.status >= 300) return;
  // The pool may not have been drawn anew yet: the topic just placed still looks as if it had no place.
  const open = [...document.querySelectorAll("#topics .topic:not(.placed, .parked) input[name='topic']")];
  const next = open.find((input) => input.value !== fromPool);
  fromPool = "";
  next?.focus();
});
