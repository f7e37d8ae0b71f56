// @ts-check
// The console's grid: a picked topic makes the cells say what a press would do and what it would cost; afterwards the
// pick is put back. "Move to …" in a cell picks its topic and leads to the cells.

const form = document.getElementById("place");
const picked = () => document.querySelector('input[name="topic"][form="place"]:checked');
let asked = 0;

export function show() {
  document.body.toggleAttribute("data-picked", Boolean(picked()));
  for (const field of document.querySelectorAll("[data-picked-topic]")) field.value = picked()?.value ?? "";
  for (const cell of document.querySelectorAll(".cell-button[data-own]")) cell.removeAttribute("data-own");
  const topic = picked();
  if (topic) document.querySelector(`.cell-button[data-topic="${topic.value}"]`)?.setAttribute("data-own", "");
  cost();
}

async function cost() {
  const topic = picked();
  const mine = ++asked;
  if (!topic) return paint({});
  try {
    const answer = await fetch(`/${document.body.dataset.code}/costs/${topic.value}`, {
      headers: { "hx-request": "true" }
    });
    const costs = answer.ok ? await answer.json() : {};
    if (mine === asked) paint(costs);
  } catch {
    /* without a connection the cells stay as they are */
  }
}

/** @param {Record<string, { kind: string, says: string }>} costs */
function paint(costs) {
  for (const cell of document.querySelectorAll(".cell-button")) {
    const said = cell.querySelector(".cost");
    const found = costs[cell.id];
    if (!said) continue;
    said.textContent = found?.says ?? "";
    said.dataset.kind = found?.kind ?? "";
    // It can be pressed all the same, which shows the whole sentence.
    if (found?.kind === "barred") cell.setAttribute("aria-disabled", "true");
    else cell.removeAttribute("aria-disabled");
  }
}

document.addEventListener("change", (event) => {
  if (event.target?.form === form) show();
});
document.addEventListener("click", (event) => {
  const move = event.target?.closest?.("[data-pick]");
  if (!move) return;
  event.preventDefault();
  const input = document.getElementById(`pick_${move.dataset.pick}`);
  if (!input) return;
  input.checked = true;
  show();
  document.querySelector(".cell-button:not([data-own], :disabled)")?.focus();
});
document.addEventListener("keydown", (event) => {
  const topic = picked();
  if (event.key !== "Escape" || !topic) return;
  topic.checked = false;
  show();
  topic.focus();
});
document.addEventListener("htmx:after:request", ({ target, detail: { ctx } }) => {
  if (!target?.matches?.(".cell-button") || ctx.response.status >= 300) return;
  const topic = picked();
  if (topic) topic.checked = false;
  show();
});
document.addEventListener("htmx:after:swap", () => {
  if (picked()) show();
});
