// @ts-check
// Finding one's way among many topics: search, filters, an order of one's own, and how many points are left. Nothing
// moves on its own: new topics are added at the end and announced, and the order changes only when somebody asks for
// it.

import { any, ids } from "../core/came.js";
import * as device from "../core/device.js";
import * as lists from "../core/lists.js";
import * as plurals from "../core/plurals.js";
import * as statusline from "../core/statusline.js";

const list = () => document.getElementById("topics");
const cards = () => [...list().querySelectorAll(":scope > .topic")];
const fresh = document.querySelector(".fresh");
const meter = document.querySelector(".points");
const nothing = document.querySelector(".nothing-found");
const seek = document.getElementById("seek");
const sort = document.getElementById("sort");
let only = "all";
let order = null;
const known = new Set();

const plain = (text) => text.replaceAll("\u00ad", "").toLocaleLowerCase(); // without places to break a word at
const words = (card) => plain(card.textContent);
const interest = (card) => Number(card.querySelector(".count")?.lastChild.textContent ?? 0);
const number = (card) => Number(card.dataset.topic);
// A different order for everybody, but always the same for each of them: no topic is always the first.
const chance = (card) => {
  let hash = 2166136261;
  for (const letter of `${device.person()}:${card.dataset.topic}`)
    hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
  return Math.imul(hash ^ (hash >>> 15), 2246822519) >>> 0;
};
const title = (card) => plain(card.querySelector("h3").textContent);
const BY = {
  given: (a, b) => number(a) - number(b),
  new: (a, b) => number(b) - number(a),
  interest: (a, b) => interest(b) - interest(a) || number(a) - number(b),
  title: (a, b) => title(a).localeCompare(title(b), document.documentElement.lang),
  chance: (a, b) => chance(a) - chance(b)
};
const FITS = {
  all: () => true,
  mine: (card) => card.matches("[data-own], [data-wanted]"),
  wishes: (card) => card.matches(".wish"),
  seeks: (card) => card.dataset.angle === "seeks",
  offers: (card) => card.dataset.angle === "offers"
};

function reorder() {
  order =
    sort.value === "given"
      ? null
      : cards()
          .sort(BY[sort.value])
          .map((card) => card.id);
  mark();
  put(
    order ??
      cards()
        .sort(BY.given)
        .map((card) => card.id)
  );
}

// For lists.js, which checks whether all are there.
const mark = () => list().toggleAttribute("data-sorted", order !== null);

// Only what stands elsewhere is moved, and focus stays where it is.
function put(wanted) {
  const now = new Map(cards().map((card) => [card.id, card]));
  const late = [...now.keys()].filter((id) => !wanted.includes(id));
  let before = list().firstElementChild;
  for (const id of [...wanted.filter((each) => now.has(each)), ...late]) {
    const card = now.get(id);
    if (card === before) {
      before = card.nextElementSibling;
      continue;
    }
    lists.move(card, list(), before);
  }
}

function sift() {
  const wanted = seek.value
    .trim()
    .toLocaleLowerCase()
    .split(/[\s\p{Cc}]+/u)
    .filter(Boolean);
  let shown = 0;
  for (const card of cards()) {
    const fits = FITS[only](card) && (!wanted.length || wanted.every((word) => words(card).includes(word)));
    card.hidden = !fits;
    if (fits) shown += 1;
  }
  if (nothing) nothing.hidden = shown > 0 || !cards().length;
}

// What came in since somebody last looked.
function announce() {
  const mine = cards().filter((card) => !known.has(card.id) && card.hasAttribute("data-own"));
  for (const card of mine) known.add(card.id);
  const count = cards().filter((card) => !known.has(card.id)).length;
  fresh.hidden = !count;
  if (count) fresh.firstElementChild.textContent = plurals.counted(fresh.dataset.forms, count);
  if (mine.length && document.body.dataset.tab === "topics") mine.at(-1).scrollIntoView({ block: "center" });
}

function count() {
  const phase = document.getElementById("phase")?.dataset ?? {};
  const budget = Number(phase.points);
  const open = phase.interest === "open" && phase.archived !== "yes";
  const given = list().querySelectorAll('.interest[aria-pressed="true"]').length;
  const left = Math.max(0, budget - given);
  meter.hidden = !open || !budget;
  for (const button of list().querySelectorAll(".interest")) {
    const why =
      phase.archived === "yes"
        ? "over"
        : !open
          ? "shut"
          : budget && !left && button.getAttribute("aria-pressed") !== "true"
            ? "spent"
            : "";
    if ((button.dataset.why ?? "") === why) continue;
    button.dataset.why = why;
    if (why) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
  if (meter.hidden) return;
  meter.querySelector(".dots").textContent = budget > 10 ? "" : "●".repeat(left) + "○".repeat(budget - left);
  const said = plurals.counted(meter.dataset.forms, left);
  const words = meter.querySelector(".words");
  if (words.textContent !== said) words.textContent = said;
}

// It can be tapped all the same, which says why nothing happens.
document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.(".interest[aria-disabled]");
    if (button) {
      event.preventDefault();
      event.stopImmediatePropagation();
      statusline.note(meter.dataset[button.dataset.why]);
      return;
    }
    const chosen = event.target.closest?.("[data-only]");
    if (!chosen) return;
    only = chosen.dataset.only;
    for (const each of document.querySelectorAll("[data-only]"))
      each.setAttribute("aria-pressed", String(each === chosen));
    sift();
  },
  true
);

fresh.firstElementChild.addEventListener("click", () => {
  const first = cards().find((card) => !known.has(card.id));
  for (const card of cards()) known.add(card.id);
  if (order) reorder();
  announce();
  if (first) {
    first.scrollIntoView({ block: "center" });
    first.setAttribute("tabindex", "-1");
    first.focus({ preventScroll: true });
  }
});
seek.addEventListener("input", sift);
sort.addEventListener("change", reorder);

function settle() {
  sort.querySelector('[value="interest"]').disabled = cards().length > 0 && !list().querySelector(".count");
  mark();
  if (order) put(order);
  if ((only !== "all" && only !== "mine") || seek.value) sift();
}
// What is mine, and what the phase allows, may change all of them.
const CONCERNS = ["topic", "mine", "phase"];
document.addEventListener("barcamp:painted", ({ detail: came }) => {
  if (!any(came, ...CONCERNS)) return;
  count();
  announce();
});
document.addEventListener("htmx:after:swap", ({ detail }) => {
  if (!any(ids(detail.ctx), ...CONCERNS)) return;
  settle();
  announce();
});
for (const card of cards()) known.add(card.id);
settle();
