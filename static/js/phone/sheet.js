// @ts-check
// Sheets from below, and what the plus button is for on each tab. A sheet is a <details>: it opens without scripts,
// too.

import { any, ids } from "../core/came.js";
import * as page from "../core/page.js";
import * as opening from "./opening.js";

const sheets = document.querySelectorAll(".leaf");
const jot = page.the("#jot");

/** @param {Found} sheet */
function shut(sheet) {
  if (!sheet.open) return;
  sheet.open = false;
  sheet.querySelector("summary")?.focus({ preventScroll: true });
}

for (const sheet of sheets) {
  sheet.addEventListener("toggle", () => {
    document.documentElement.toggleAttribute(
      "data-sheet",
      [...sheets].some(({ open }) => open)
    );
    if (sheet.open && !sheet.contains(document.activeElement?.closest("form")))
      sheet.querySelector("input[type=text], textarea")?.focus({ preventScroll: true });
  });
  sheet.querySelector("[data-shut-leaf]")?.addEventListener("click", () => shut(sheet));
  // It is in the outbox by then: from there it comes back if it is refused.
  sheet.addEventListener("reset", ({ target }) => {
    if (target.matches("[data-clear]")) shut(sheet);
  });
}
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") for (const sheet of sheets) shut(sheet);
});

// Which of what runs now is mine only the browser knows; for all else the server has said where a note goes.
function aim() {
  const mine = document.querySelector("#now .slot-now :is([data-own], [data-wanted]) a[href*='/notes/']");
  jot.href = mine?.getAttribute("href") ?? `/${document.body.dataset.code}/notes/${page.the("#now").dataset.noteWall}`;
}
document.addEventListener("barcamp:painted", ({ detail: came }) => {
  if (any(came, "now", "mine")) aim();
});
document.addEventListener("htmx:after:swap", ({ detail }) => {
  if (any(ids(detail.ctx), "phase")) opening.place();
});
