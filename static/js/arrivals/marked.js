// @ts-check
// What was just tapped: it is said beside the search, where it can be taken back at once, and a row whose tap waits for
// a connection says so.

import * as page from "../core/page.js";
import * as statusline from "../core/statusline.js";
import * as entries from "../outbox/entries.js";
import * as seek from "./seek.js";

const latest = page.the("#latest");
const field = page.the("#seek");

/** @param {string} guest */
const nameOf = (guest) => document.querySelector(`[data-guest="${guest}"] .text`)?.textContent ?? "";

document.addEventListener(
  "submit",
  ({ target: form, submitter }) => {
    if (!submitter || !["arrives", "leaves"].includes(form.id)) return;
    const arrives = form.id === "arrives";
    latest.hidden = !arrives;
    if (!arrives) return;
    page.the("span", latest).textContent = (latest.dataset.here ?? "").replace("{name}", nameOf(submitter.value));
    page.the("button", latest).value = submitter.value;
    // The next person is looked for: not while the row is still being read from.
    setTimeout(() => {
      seek.clear();
      if (matchMedia("(hover: hover)").matches) field.focus();
    });
  },
  true
);

// The last of several taps on one row is what will hold.
function paint() {
  /** @type {Map<string, boolean>} */
  const waiting = new Map();
  for (const entry of entries.waiting()) {
    const fields = new Map(entry.fields);
    const guest = fields.get("guest");
    if (guest) waiting.set(guest, fields.get("here") === "yes");
  }
  for (const row of /** @type {NodeListOf<Found>} */ (document.querySelectorAll(".guest"))) {
    const waits = waiting.get(row.dataset.guest ?? "") === true && !row.classList.contains("here");
    row.toggleAttribute("data-waits", waits);
    const says = row.querySelector(".waits");
    if (says) says.hidden = !waits;
  }
}

document.addEventListener("barcamp:entries", paint);
document.body.addEventListener("barcamp:shown", paint);
document.addEventListener("DOMContentLoaded", paint);

// Without a connection there is no other page than this one, and it would not come back: nothing leads away from it.
const away = () => document.body.dataset.line === "offline" || navigator.onLine === false;
document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.getAttribute("href")?.startsWith("#") || !away()) return;
    event.preventDefault();
    statusline.note(latest.dataset.needs ?? "");
  },
  true
);
window.addEventListener("beforeunload", (event) => {
  if (away()) event.preventDefault();
});
