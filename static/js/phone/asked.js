// @ts-check
// Shows what I am still asked, and which offers are mine or have my interest, as #mine and #phase say.

import { any, ids } from "../core/came.js";

function paint() {
  const mine = document.getElementById("mine")?.dataset;
  const phase = document.getElementById("phase")?.dataset ?? {};
  if (!mine) return;
  const live = phase.archived !== "yes";
  const open = live && phase.feedback === "open";
  const asked = {
    consent: live && mine.consent === "",
    feedback: open && mine.answered !== "yes",
    thanks: open && mine.answered === "yes"
  };
  // What somebody is still writing stays in view.
  for (const card of document.querySelectorAll("[data-ask]"))
    card.hidden = !asked[card.dataset.ask] && !card.querySelector("textarea")?.value;
  for (const button of document.querySelectorAll("#consent-title + form button")) {
    button.setAttribute("aria-pressed", String(button.value === mine.consent));
  }
  const own = new Set(mine.offers.split(" "));
  const joined = new Set(mine.joins.split(" "));
  for (const offer of document.querySelectorAll("[data-offer]")) {
    for (const word of offer.querySelectorAll("[data-when]")) {
      word.hidden = !(word.dataset.when === "own" ? own : joined).has(offer.dataset.offer);
    }
  }
}

document.addEventListener("htmx:after:swap", ({ detail }) => {
  if (any(ids(detail.ctx), "mine", "phase", "offer")) paint();
});
document.addEventListener("DOMContentLoaded", paint);
