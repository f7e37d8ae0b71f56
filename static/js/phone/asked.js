// @ts-check
// Shows what I am still asked, what I have answered, and which offers are mine or have my interest, as #mine and #phase
// say. An answer that has not been sent yet is mine already.

import { any, ids } from "../core/came.js";
import * as entries from "../outbox/entries.js";

function paint() {
  const mine = document.getElementById("mine")?.dataset;
  const phase = document.getElementById("phase")?.dataset ?? {};
  if (!mine) return;
  const live = phase.archived !== "yes";
  const open = live && phase.feedback === "open";
  /** @type {Record<string, boolean>} */
  const asked = {
    consent: live && mine.consent === "",
    feedback: open && mine.answered !== "yes",
    thanks: open && mine.answered === "yes"
  };
  // What somebody is still writing stays in view.
  for (const card of document.querySelectorAll("[data-ask]"))
    card.hidden = !asked[card.dataset.ask ?? ""] && !card.querySelector("textarea")?.value;
  answered("#consent-title + form", "agreed", mine.consent);
  answered("#where-title + form", "online", mine.online ?? "no");
  const own = new Set((mine.offers ?? "").split(" "));
  const joined = new Set((mine.joins ?? "").split(" "));
  for (const offer of document.querySelectorAll("[data-offer]")) {
    for (const word of offer.querySelectorAll("[data-when]")) {
      word.hidden = !(word.dataset.when === "own" ? own : joined).has(offer.dataset.offer ?? "");
    }
  }
}

/** @param {string} form @param {string} name @param {string | undefined} known */
function answered(form, name, known) {
  for (const each of document.querySelectorAll(form)) {
    const path = each.getAttribute("hx-post");
    const last = entries
      .waiting()
      .filter((entry) => entry.path === path)
      .at(-1);
    const answer = last ? new Map(last.fields).get(name) : known;
    for (const button of each.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.value === answer));
  }
}

document.addEventListener("htmx:after:swap", ({ detail }) => {
  if (any(ids(detail.ctx), "mine", "phase", "where", "offer")) paint();
});
document.addEventListener("barcamp:entries", paint);
document.addEventListener("DOMContentLoaded", paint);
