// @ts-check
// The sheet of a card of mine that nobody else sees yet: its words, and taking it back. It stands outside what is pushed,
// beside the clock of the round, and needs no connection.

import * as drafts from "../core/drafts.js";
import * as page from "../core/page.js";
import { headOf } from "../moving/places.js";
import * as entries from "../outbox/entries.js";

// There for whoever has a name here; for others nothing below begins.
const sheet = /** @type {Found} */ (document.getElementById("sealed-card"));
const form = /** @type {Found} */ (sheet?.querySelector(".edit-sealed"));
let shown = "";
let since = 0;

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-sealed]");
  if (!link || !sheet || event.defaultPrevented) return;
  if (!link.closest(`.sealed-own, [data-wall="${document.body.dataset.subject}"]`)) return;
  event.preventDefault();
  open(link);
});

/** @param {Found} link */
function open(link) {
  const { sealed = "", kind, who = "", until = "" } = link.dataset;
  shown = sealed;
  since = Date.now();
  for (const field of sheet.querySelectorAll("input[name=card]")) field.value = sealed;
  for (const button of sheet.querySelectorAll("button[name=card]")) button.value = sealed;
  // What this device changed before and could not send yet is what stands there for me.
  const sent = entries.waiting().findLast((entry) => comesFrom(form, entry) && about(entry));
  const words = link.parentElement.querySelector(".text")?.textContent;
  drafts.begin(form, { text: (sent ? new Map(sent.fields).get("text") : words) ?? "", who, until });
  page.the(".next-step-fields", form).hidden = kind !== "next";
  sheet.hidden = false;
  document.body.toggleAttribute("data-card", true);
  document.getElementById("sealed-title")?.focus();
}

/** @param {Element} which @param {Entry} entry */
const comesFrom = (which, { path }) => which.getAttribute("hx-post") === path;
/** @param {Entry} entry */
const about = (entry) => new Map(entry.fields).get("card") === shown;

function close() {
  if (!sheet || sheet.hidden) return;
  const inside = sheet.contains(document.activeElement);
  sheet.hidden = true;
  document.body.toggleAttribute("data-card", false);
  const back = document.querySelector(`.sealed-own a[data-sealed="${shown}"]`) ?? headOf();
  shown = "";
  if (inside) back?.focus({ preventScroll: true });
}

sheet?.addEventListener("click", ({ target }) => {
  if (target.closest("[data-close]")) close();
});
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") close();
});

// Done is what was sent, and what waits for a connection: that one stands among the entries of this device now.
document.addEventListener("barcamp:entries", () => {
  if (!shown) return;
  const mine = entries
    .all()
    .filter((each) => each.at >= since && about(each))
    .filter((each) => [...sheet.querySelectorAll("form")].some((some) => comesFrom(some, each)));
  const stuck = entries.waiting().some((each) => each.failed); // one that stands in front of it, perhaps
  if (mine.some((each) => each.state === "sent" || (each.state === "waiting" && stuck))) close();
});
