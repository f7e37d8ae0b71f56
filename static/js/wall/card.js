// @ts-check
// The sheet of one card: its words, its group, its mark, and hiding it. It stands outside what is pushed.

import * as drafts from "../core/drafts.js";
import * as page from "../core/page.js";
import * as entries from "../outbox/entries.js";
import { headOf, movable } from "../moving/places.js";

const sheet = page.the("#card");
const { subject } = document.body.dataset;
let shown = "";
/** @type {Found | null} */
let back = null;
let since = 0;

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.edit");
  const card = link?.closest("[data-note]");
  if (!link || !card) return;
  event.preventDefault();
  open(card, link);
});

/** @param {Found} card @param {Found} link */
function open(card, link) {
  const { note = "", section = "", group = "", who = "", until = "", key } = card.dataset;
  shown = note;
  back = link.id ? link : card;
  since = Date.now();
  for (const field of sheet.querySelectorAll('input[type="hidden"][name="note"]')) field.value = note;
  for (const button of sheet.querySelectorAll('button[name="note"]')) button.value = note;
  fillSections(section);
  // What this device changed before and could not send yet is what stands there for its author.
  const sent = entries
    .waiting()
    .findLast((entry) => comesFrom(".edit-note", entry) && new Map(entry.fields).get("note") === note);
  const text = sent?.text ? (new Map(sent.fields).get("text") ?? "") : words(card);
  begin(".edit-note", { text, who, until });
  begin(".group-note", { group });
  const rename = page.the(".rename-group", sheet);
  rename.elements.section.value = section;
  rename.elements.group.value = group;
  begin(".rename-group", { name: group });
  begin(".hide-note", {});
  page.the(".for-group", sheet).hidden = !group;
  page.the(".for-author", sheet).hidden = !card.hasAttribute("data-own");
  page.the(".for-mover", sheet).hidden = !movable(card);
  // Whoever wrote the card moves it with its words.
  const twice = sheet.querySelector(".group-note select")?.closest(".field");
  if (twice) twice.hidden = card.hasAttribute("data-own");
  page.the("form.mark-key", sheet).hidden = key === "yes";
  page.the("form.unmark-key", sheet).hidden = key !== "yes";
  sheet.hidden = false;
  document.body.toggleAttribute("data-card", true);
  page.the("#card-title").focus();
}

/** @param {string} selector @param {Entry} entry */
const comesFrom = (selector, { path }) =>
  [...sheet.querySelectorAll(selector)].some((form) => form.getAttribute("hx-post") === path);
/** @param {Found} card */
const words = (card) => page.the(".text", card).textContent;

/** @param {string} selector @param {Record<string, string>} values */
function begin(selector, values) {
  const form = sheet.querySelector(selector);
  if (form) drafts.begin(form, values);
}

/** @param {string} chosen */
function fillSections(chosen) {
  const known = [...document.querySelectorAll(`#sections_${subject} option`)];
  for (const select of sheet.querySelectorAll("select")) {
    const here = select.querySelector("[data-here]");
    select.replaceChildren(...known.map((option) => Object.assign(option.cloneNode(true), { id: "" })));
    if (here) {
      select.prepend(here);
      select.value = here.value;
      continue;
    }
    if (!known.some((option) => option.value === chosen)) select.prepend(new Option("–", "0"));
    select.value = known.some((option) => option.value === chosen) ? chosen : "0";
    select.form.elements.seen_section.value = select.value;
    asks(select);
  }
}

/** @param {Found} select */
const asks = (select) =>
  select.form.toggleAttribute("data-next-step", select.selectedOptions[0]?.dataset.kind === "next");
sheet.addEventListener("change", ({ target }) => {
  if (target.matches("select")) asks(target);
});

function close() {
  if (sheet.hidden) return;
  const inside = sheet.contains(document.activeElement);
  sheet.hidden = true;
  shown = "";
  document.body.toggleAttribute("data-card", false);
  if (inside)
    (back?.isConnected ? (back.querySelector?.("a.edit") ?? back) : headOf())?.focus?.({
      preventScroll: true
    });
}

sheet.addEventListener("click", ({ target }) => {
  if (target.closest("[data-close]")) close();
});
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") close();
});

// Done is what was sent, and what waits for a connection: that one stands among the entries of this device now.
document.addEventListener("barcamp:entries", () => {
  if (!shown) return;
  const about = entries.all().filter((entry) => entry.at >= since && concerns(entry));
  const stuck = entries.waiting().some((entry) => entry.failed); // one that stands in front of it, perhaps
  if (about.some((entry) => entry.state === "sent" || (entry.state === "waiting" && stuck))) close();
});

// Whoever came as an organiser, without a name, has no outbox.
document.addEventListener("htmx:after:request", ({ target, detail: { ctx } }) => {
  if (ctx?.request?.method === "POST" && ctx.response.status < 300 && sheet.contains(target)) close();
});

/** @param {Kept} entry */
function concerns(entry) {
  // A group has no note.
  return comesFrom("form", entry) && [undefined, shown].includes(new Map(entry.fields).get("note"));
}
