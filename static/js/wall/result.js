// @ts-check
// The result: the form begins with what stands there; cards can be taken into it; a newer result never replaces words
// that were typed, and typed words never replace a newer result unseen.

import * as device from "../core/device.js";
import * as drafts from "../core/drafts.js";
import * as page from "../core/page.js";
import * as entries from "../outbox/entries.js";

const sheet = page.the("#result-sheet");
const form = page.the("form.write-result", sheet);
const { subject } = document.body.dataset;
const { text, seen } = form.elements;
const newer = page.the(".newer", form);
const wall = () => document.getElementById(`wall_${subject}`);
const current = () => wall()?.querySelector("[data-source]")?.textContent ?? "";
const revision = () => wall()?.querySelector("[data-revision]")?.dataset.revision ?? "0";

function look() {
  if (seen.value === revision() && seen.dataset.known) {
    newer.hidden = true;
    return;
  }
  const mine = entries.waiting().some(({ path }) => path === form.getAttribute("hx-post"));
  const draft = text.value !== text.defaultValue;
  if (mine) return;
  if (!draft || text.value === current()) return take();
  newer.hidden = seen.value === revision();
}

function take() {
  seen.value = revision();
  seen.dataset.known = "yes";
  newer.hidden = true;
  text.value = text.defaultValue = current();
  drafts.keep(text);
}

// A draft is about the result that was seen when it was begun.
const base = () => device.name("based", subject);
function start() {
  const typed = text.value;
  if (typed) sheet.open = true;
  seen.value = typed ? (device.get(base()) ?? revision()) : revision();
  seen.dataset.known = "yes";
  text.defaultValue = typed ? "" : current();
  text.value = typed || current();
  drafts.keep(text);
  look();
}

// Cards can be taken into the result while it is being written.
function mark() {
  document.body.toggleAttribute("data-results", sheet.open);
}

sheet.addEventListener("toggle", mark);
text.addEventListener("input", () => device.set(base(), seen.value));

newer.addEventListener("click", ({ target }) => {
  const choice = target.closest("[data-newer]")?.dataset.newer;
  if (!choice) return;
  if (choice === "both") text.value = [current(), text.value].filter(Boolean).join("\n\n");
  text.defaultValue = current();
  seen.value = revision();
  device.set(base(), seen.value);
  newer.hidden = true;
  drafts.keep(text);
  text.focus();
});

document.addEventListener("click", ({ target }) => {
  const pick = target.closest?.("[data-pick]");
  if (!pick) return;
  const words = pick.closest("[data-note]")?.querySelector(".text")?.textContent.trim();
  text.value = [text.value.trimEnd(), words].filter(Boolean).join("\n");
  device.set(base(), seen.value);
  drafts.keep(text);
  sheet.open = true;
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
});

document.addEventListener("htmx:after:swap", look);
document.addEventListener("barcamp:entries", look);
document.addEventListener("DOMContentLoaded", start);
