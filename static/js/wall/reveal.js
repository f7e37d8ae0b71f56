// @ts-check
// The moment in which the points of a vote are shown: bars grow for those who see it happen, and never again.

import * as fold from "./fold.js";

const LONG = 6000; // until the last bar has grown, see the sheets of styles
const calm = matchMedia("(prefers-reduced-motion: reduce)");
/** @returns {any} */
const vote = () => document.querySelector("[data-vote]");
const state = () => ({ ...vote()?.dataset });
let before = state();
let over = 0;

function look() {
  const now = state();
  const closed = before.vote === "open" && now.vote === "closed" && before.of === now.of;
  if (now.vote === "open") end();
  before = now;
  if (closed) reveal(now.of);
}

/** @param {string} wall */
function reveal(wall) {
  const ranking = /** @type {HTMLDetailsElement | null} */ (document.getElementById(`ranking_${wall}`));
  document.body.toggleAttribute("data-reveals", true);
  clearTimeout(over);
  over = setTimeout(() => document.body.toggleAttribute("data-reveals", false), LONG);
  if (!ranking) return;
  fold.open(ranking);
  const stays = writes();
  tell(ranking, stays);
  if (!stays) ranking.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });
}

// Nobody is carried away from what they write.
function writes() {
  const focused = document.activeElement;
  return focused?.matches("input, select, textarea") || document.body.hasAttribute("data-card");
}

// With a way there for those who stay where they are.
/** @param {Element} ranking @param {boolean} stays */
function tell(ranking, stays) {
  /** @type {any} */
  const place = document.querySelector(".revealed");
  if (!place) return;
  place.classList.toggle("unseen", !stays);
  if (!stays) {
    place.textContent = place.dataset.says;
    return;
  }
  const link = Object.assign(document.createElement("a"), {
    href: `#${ranking.id}`,
    textContent: place.dataset.says
  });
  link.addEventListener("click", end);
  place.replaceChildren(link);
}

function end() {
  document.querySelector(".revealed")?.replaceChildren();
}

document.body.addEventListener("barcamp:shown", look);
