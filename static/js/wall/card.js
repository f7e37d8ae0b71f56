// @ts-check
// The sheet of one card: its words, its group, its mark, and hiding it. It stands outside what is pushed.

import * as drafts from "../core/drafts.js";
import * as entries from "../outbox/entries.js";
import { movable } from "./places.js";

const sheet = document.getElementById("card");
const { subject } = document.body.dataset;
let shown = "";
let back = null;
let since = 0;

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.edit");
  const card = link?.closest("[data-note]");
  if (!card || !sheet) return;
  event.preventDefault();
  open(card, link);
});

function open(card, link) {
  const { note, section, group, who, until, key } = card.dataset;
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
  const text = sent?.text ? new Map(sent.fields).get("text") : words(card);
  begin(".edit-note", { text, who, until });
  begin(".group-note", { group });
  const rename = sheet.querySelector(".rename-group");
  rename.elements.section.value = section;
  rename.elements.group.value = group;
  begin(".rename-group", { name: group });
  begin(".hide-note", {});
  sheet.querySelector(".for-group").hidden = !group;
  sheet.querySelector(".for-author").hidden = !card.hasAttribute("data-own");
  sheet.querySelector(".for-mover").hidden = !movable(card);
  // Whoever wrote the card moves it with its words.
  const twice = sheet.querySelector(".group-note select")?.closest(".field");
  if (twice) twice.hidden = card.hasAttribute("data-own");
  sheet.querySelector("form.mark-key").hidden = key === "yes";
  sheet.querySelector("form.unmark-key").hidden = key !== "yes";
  sheet.hidden = false;
  document.body.toggleAttribute("data-card", true);
  document.getElementById("card-title").focus();
}

/** @param {string} selector @param {Entry} entry */
const comesFrom = (selector, { path }) =>
  [...sheet.querySelectorAll(selector)].some((form) => form.getAttribute("hx-post") === path);
const words = (card) => card.querySelector(".text").textContent;

function begin(selector, values) {
  const form = sheet.querySelector(selector);
  if (form) drafts.begin(form, values);
}

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

const asks = (select) =>
  select.form.toggleAttribute("data-next-step", select.selectedOptions[0]?.dataset.kind === "next");
sheet?.addEventListener("change", ({ target }) => {
  if (target.matches("select")) asks(target);
});

function close() {
  if (!sheet || sheet.hidden) return;
  const inside = sheet.contains(document.activeElement);
  sheet.hidden = true;
  shown = "";
  document.body.toggleAttribute("data-card", false);
  if (inside)
    (back?.isConnected ? (back.querySelector?.("a.edit") ?? back) : document.getElementById("wall-title"))?.focus?.({
      preventScroll: true
    });
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
  const about = entries.all().filter((entry) => entry.at >= since && concerns(entry));
  const stuck = entries.waiting().some((entry) => entry.failed); // one that stands in front of it, perhaps
  if (about.some((entry) => entry.state === "sent" || (entry.state === "waiting" && stuck))) close();
});

// Whoever came as an organiser, without a name, has no outbox.
document.addEventListener("htmx:after:request", ({ target, detail: { ctx } }) => {
  if (ctx?.request?.method === "POST" && ctx.response.status < 300 && sheet?.contains(target)) close();
});

function concerns(entry) {
  // A group has no note.
  return comesFrom("form", entry) && [undefined, shown].includes(new Map(entry.fields).get("note"));
}
