// @ts-check
// My cards that nobody else sees yet stand in their sections, and go from there when these are revealed. The pieces that
// are pushed are the same for everybody: mine are put beside them each time.

import { any, ids } from "../core/came.js";
import * as live from "../core/live.js";
import { lanes, sectionOf } from "../moving/places.js";

const SPREAD = 2500; // not all phones of a room ask at the same moment
const { subject } = document.body.dataset;
const form = document.querySelector("form.write-note");
const says = document.querySelector(".silent-here");
const round = () => document.getElementById(`silence_${subject}`);
/** @param {string | undefined} list */
const words = (list) => (list ?? "").split(" ").filter(Boolean);
const cards = () => [
  .../** @type {NodeListOf<Piece>} */ (document.querySelectorAll(`#mine [data-card][data-wall="${subject}"]`))
];

let sealed = words(round()?.dataset.sealed);

function paint() {
  const here = words(round()?.dataset.sealed);
  for (const lane of lanes()) fill(lane, here.includes(sectionOf(lane)));
  for (const card of cards()) {
    const placed = lanes().some((lane) => sectionOf(lane) === card.dataset.section);
    card.toggleAttribute("data-placed", placed || !here.includes(card.dataset.section));
  }
  asked();
  tell();
}

/** @param {HTMLElement} lane @param {boolean} shown */
function fill(lane, shown) {
  const mine = shown ? cards().filter((card) => card.dataset.section === sectionOf(lane)) : [];
  const before = lane.querySelector(".sealed-own");
  const html = mine.map((card) => card.innerHTML).join();
  if (before?.dataset.html === html) return;
  before?.remove();
  if (!mine.length) return;
  const list = Object.assign(document.createElement("ul"), { className: "sealed-own" });
  list.dataset.html = html;
  list.setAttribute("aria-label", mine[0].parentElement.getAttribute("aria-label") ?? "");
  for (const card of mine) {
    const item = document.createElement("li");
    item.className = "sealed-card";
    item.append(...[...card.children].map((child) => child.cloneNode(true)));
    list.append(item);
  }
  lane.querySelector(".groups")?.before(list);
  list.scrollTop = list.scrollHeight; // the last one that I wrote
}

// Whoever has asked need not ask again.
function asked() {
  const button = round()?.querySelector(".asking button");
  if (!button) return;
  const did = words(document.getElementById("mine")?.dataset.wishes).includes(subject ?? "");
  const text = (did ? button.dataset.asked : button.dataset.ask) ?? "";
  if (button.textContent !== text) button.textContent = text;
  if (did) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
}

// Before they write, people know who will see it.
function tell() {
  if (!says || !form) return;
  const silent = words(round()?.dataset.silent);
  const where = form.querySelector("select")?.value ?? "0";
  const on = silent.includes(where);
  says.hidden = !on;
  says.textContent = on ? (says.dataset.says ?? "") : "";
  for (const foot of document.querySelectorAll(".foot-of-lane"))
    foot.toggleAttribute("data-silent", silent.includes(foot.id.split("_")[1]));
}

// What was mine alone stands on the wall now.
function follow() {
  const now = words(round()?.dataset.sealed);
  const revealed = sealed.filter((section) => !now.includes(section));
  sealed = now;
  if (cards().some((card) => revealed.includes(card.dataset.section)))
    setTimeout(() => live.refreshMine(), Math.random() * SPREAD);
  const asks = words(document.getElementById("mine")?.dataset.wishes).includes(subject ?? "");
  if (asks && !round()?.querySelector(".more-time")) setTimeout(() => live.refreshMine(), Math.random() * SPREAD);
}

form?.addEventListener("change", tell);
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest(".asking [aria-disabled]")) event.preventDefault();
});
document.addEventListener("htmx:after:swap", ({ detail }) => {
  const came = ids(detail.ctx);
  if (!any(came, "mine", "silence", "wall", "section", "sealed", "sections", "on")) return;
  follow();
  paint();
});
document.addEventListener("DOMContentLoaded", paint);
