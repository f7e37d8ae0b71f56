// @ts-check
// Placing the topic on stage: each free place says what it would cost and how many people to expect; the arrow keys
// lead from place to place. Votes redraw the stage, so what is known is painted again at once and asked for anew when
// things are quiet.

import * as page from "../core/page.js";

/** @type {Record<string, number[]>} */
const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const QUIET = 700;
/** @type {Record<string, { says: string, kind: string, heads: string, tight: boolean }>} */
let known = {};
let of = "";
let asked = 0;
let timer = 0;

const list = () => document.querySelector("#stage-place[open]");

async function ask() {
  const topic = list()?.dataset.topic;
  const mine = ++asked;
  if (!topic) return;
  try {
    const answer = await fetch(`/${document.body.dataset.code}/costs/${topic}`, { headers: { "hx-request": "true" } });
    const found = answer.ok ? await answer.json() : {};
    if (mine === asked) {
      known = found;
      of = topic;
      paint();
    }
  } catch {
    /* without a connection the places say that they are free */
  }
}

function paint() {
  if (list()?.dataset.topic !== of) return;
  for (const spot of document.querySelectorAll("#stage-place .spot")) {
    const found = known[spot.id.replace("spot", "cell")];
    if (!found) continue;
    const [cost, heads] = [page.the(".cost", spot), page.the(".heads", spot)];
    cost.textContent = found.says;
    cost.dataset.kind = found.kind;
    heads.textContent = found.heads;
    heads.dataset.kind = found.tight ? "tight" : "";
  }
}

document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.id === "stage-place" && target.open) ask();
  },
  { capture: true }
);
document.addEventListener("htmx:after:swap", () => {
  paint();
  clearTimeout(timer);
  if (list()) timer = setTimeout(ask, QUIET);
});

document.addEventListener("keydown", (event) => {
  const { target, key, altKey, ctrlKey, metaKey } = event;
  if (!target.matches?.(".spot") || altKey || ctrlKey || metaKey) return;
  if (key === "Escape") {
    page.the("#stage-place").open = false;
    page.the("#stage-place summary").focus();
  }
  const here = target.closest("td");
  if (!ARROWS[key] || !here) return;
  event.preventDefault();
  const [down, right] = ARROWS[key];
  for (let row = here.parentElement, at = here.cellIndex; row; ) {
    at += right;
    if (down) row = down > 0 ? row.nextElementSibling : row.previousElementSibling;
    if (!row?.cells[at]) return;
    const found = row.cells[at].querySelector(".spot");
    if (found) return found.focus();
  }
});
