// @ts-check
// Finding one's way among many topics: search, filters, an order of one's own, and how many points are left. Nothing
// moves on its own: new topics are added at the end and announced, and the order changes only when somebody asks for
// it.

import { any, ids, within } from "../core/came.js";
import * as device from "../core/device.js";
import * as lists from "../core/lists.js";
import * as live from "../core/live.js";
import * as mine from "../core/mine.js";
import * as page from "../core/page.js";
import * as plurals from "../core/plurals.js";
import * as statusline from "../core/statusline.js";

const list = () => page.the("#topics");
const cards = () => [...list().querySelectorAll(":scope > .topic")];
// Of these those that came; a list that was exchanged came with all of them.
/** @param {string[] | null} came */
const among = (came) => within(came, "#topics > .topic");
const fresh = page.the(".fresh");
const meter = page.the(".points");
const says = /** @type {Words} */ (meter.dataset);
const seek = page.the("#seek");
const sort = page.the("#sort");
let only = "all";
/** @type {string[] | null} */
let order = null;
/** @type {string | null} */
let reason = null;
// Those that somebody has looked at, and those that came in since.
/** @type {Set<string>} */
const known = new Set();
/** @type {Set<string>} */
const unseen = new Set();

/** @param {string} text */
const plain = (text) => text.replaceAll("\u00ad", "").toLocaleLowerCase(); // without places to break a word at
/** @param {Found} card */
const words = (card) => plain(card.textContent);
/** @param {Found} card */
const interest = (card) => Number(card.querySelector(".count")?.lastChild?.textContent ?? 0);
/** @param {Found} card */
const number = (card) => Number(card.dataset.topic);
// A different order for everybody, but always the same for each of them: no topic is always the first.
/** @param {Found} card */
const chance = (card) => {
  let hash = 2166136261;
  for (const letter of `${device.person()}:${card.dataset.topic}`)
    hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
  return Math.imul(hash ^ (hash >>> 15), 2246822519) >>> 0;
};
/** @param {Found} card */
const title = (card) => plain(page.the("h3", card).textContent);
/** @type {Record<string, (a: Found, b: Found) => number>} */
const BY = {
  given: (a, b) => number(a) - number(b),
  new: (a, b) => number(b) - number(a),
  interest: (a, b) => interest(b) - interest(a) || number(a) - number(b),
  title: (a, b) => title(a).localeCompare(title(b), document.documentElement.lang),
  chance: (a, b) => chance(a) - chance(b)
};
/** @type {Record<string, (card: Found) => boolean>} */
const FITS = {
  all: () => true,
  mine: (card) => card.matches("[data-own], [data-wanted]"),
  wishes: (card) => card.matches(".wish"),
  seeks: (card) => card.dataset.angle === "seeks",
  offers: (card) => card.dataset.angle === "offers"
};

function reorder() {
  const sorted = cards()
    .sort(BY[sort.value])
    .map((card) => card.id);
  order = sort.value === "given" ? null : sorted;
  mark();
  put(sorted);
}

// For lists.js, which checks whether all are there.
const mark = () => list().toggleAttribute("data-sorted", order !== null);

// Only what stands elsewhere is moved, and focus stays where it is.
/** @param {string[]} wanted */
function put(wanted) {
  const now = new Map(cards().map((card) => [card.id, card]));
  const ordered = new Set(wanted);
  const late = [...now.keys()].filter((id) => !ordered.has(id));
  let before = list().firstElementChild;
  for (const id of [...wanted.filter((each) => now.has(each)), ...late]) {
    const card = /** @type {Found} */ (now.get(id));
    if (card === before) {
      before = card.nextElementSibling;
      continue;
    }
    lists.move(card, list(), before);
  }
}

/** @param {string[] | null} came */
function sift(came = null) {
  const wanted = seek.value
    .trim()
    .toLocaleLowerCase()
    .split(/[\s\p{Cc}]+/u)
    .filter(Boolean);
  for (const card of among(came))
    card.hidden = !FITS[only](card) || !wanted.every((word) => words(card).includes(word));
  const shown = cards().some((card) => !card.hidden);
  page.the(".nothing-found").hidden = shown || !cards().length;
}

// What came in since somebody last looked. The rest of a page that came in short is not news.
/** @param {string[] | null} came */
function announce(came = null) {
  for (const card of among(came)) {
    if (live.isShort()) look(card);
    else if (!known.has(card.id)) unseen.add(card.id);
  }
  for (const id of unseen) if (!document.getElementById(id)) unseen.delete(id);
  const own = [...unseen]
    .flatMap((id) => document.getElementById(id) ?? [])
    .filter((card) => card.hasAttribute("data-own"));
  for (const card of own) look(card);
  const count = unseen.size;
  fresh.hidden = !count;
  if (count) fresh.firstElementChild.textContent = plurals.counted(fresh.dataset.forms ?? "", count);
  if (own.length && document.body.dataset.tab === "topics") own.at(-1)?.scrollIntoView({ block: "center" });
}

/** @param {{ id: string }} card */
function look({ id }) {
  known.add(id);
  unseen.delete(id);
}

// Why interest cannot be shown, if so, changes for all of them at once; else only those are looked at that came.
/** @param {string[] | null} came */
function count(came = null) {
  const phase = document.getElementById("phase")?.dataset ?? {};
  const budget = Number(phase.points);
  const open = phase.interest === "open" && phase.archived !== "yes";
  const given = mine.votes().filter((topic) => document.getElementById(`topic_${topic}`)).length;
  const left = Math.max(0, budget - given);
  meter.hidden = !open || !budget;
  const before = reason;
  reason = phase.archived === "yes" ? "over" : !open ? "shut" : budget && !left ? "spent" : "";
  for (const button of within(reason === before ? came : null, "#topics .interest")) {
    const why = reason === "spent" && button.getAttribute("aria-pressed") === "true" ? "" : reason;
    if ((button.dataset.why ?? "") === why) continue;
    button.dataset.why = why;
    if (why) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
  if (meter.hidden) return;
  page.the(".dots", meter).textContent = budget > 10 ? "" : "●".repeat(left) + "○".repeat(budget - left);
  const said = plurals.counted(says.forms, left);
  const words = page.the(".words", meter);
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
      statusline.note(says[button.dataset.why ?? ""]);
      return;
    }
    const chosen = event.target.closest?.("[data-only]");
    if (!chosen) return;
    only = chosen.dataset.only ?? "all";
    for (const each of document.querySelectorAll("[data-only]"))
      each.setAttribute("aria-pressed", String(each === chosen));
    sift();
  },
  true
);

fresh.firstElementChild.addEventListener("click", () => {
  const first = cards().find((card) => unseen.has(card.id));
  for (const card of cards()) look(card);
  if (order) reorder();
  announce();
  if (first) {
    first.scrollIntoView({ block: "center" });
    first.setAttribute("tabindex", "-1");
    first.focus({ preventScroll: true });
  }
});
seek.addEventListener("input", () => sift());
sort.addEventListener("change", reorder);

/** @param {string[] | null} came */
function settle(came = null) {
  const first = list().querySelector(":scope > .topic"); // how it counts, all do
  page.the('[value="interest"]', sort).disabled = Boolean(first && !first.querySelector(".count"));
  mark();
  if (order) put(order);
  if ((only !== "all" && only !== "mine") || seek.value) sift(came);
}
// What is mine, and what the phase allows, may change all of them.
const CONCERNS = ["topic", "mine", "phase"];
/** @param {string[] | null} came */
const piecewise = (came) => (any(came, "mine", "phase") ? null : came);
document.addEventListener("barcamp:painted", ({ detail: came }) => {
  if (!any(came, ...CONCERNS)) return;
  const some = piecewise(came);
  count(some);
  announce(some);
});
document.addEventListener("htmx:after:swap", ({ detail }) => {
  const came = ids(detail.ctx);
  if (!any(came, ...CONCERNS)) return;
  settle(piecewise(came));
  announce(piecewise(came));
});
for (const card of cards()) look(card);
settle();
