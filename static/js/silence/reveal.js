// @ts-check
// The moment in which cards are revealed: they are turned over one after the other, for those who see it happen. What
// can be pressed is in its place from the first moment.

const LONG = 420; // --settle
const STEP = 90;
const MOST = 40;
const NEAR = 48; // pixels above the first card of a lane: what was there before is seen to go on
const EASE = "cubic-bezier(0.2, 0.7, 0.2, 1)"; // --ease
const CARDS = ".note[id], .wall-cards > li[id^='card_']";
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const told = document.getElementById("told-of-time");
const round = () => document.querySelector("[data-sealed]");
let sealed = state();
/** @type {Set<string>} */
let there = new Set();

/** @returns {{ of: string | undefined, lanes: string[] }} */
function state() {
  const { id, dataset } = round() ?? {};
  return { of: dataset?.of ?? id, lanes: (dataset?.sealed ?? "").split(" ").filter(Boolean) };
}

function remember() {
  sealed = state();
  there = new Set([...document.querySelectorAll(CARDS)].map(({ id }) => id));
}

function look() {
  const now = state();
  const revealed = sealed.of === now.of && sealed.lanes.some((lane) => !now.lanes.includes(lane));
  if (!revealed) return;
  const fresh = [...document.querySelectorAll(CARDS)].filter(({ id }) => !there.has(id));
  if (fresh.length && told) told.textContent = told.dataset.revealed ?? "";
  for (const lane of new Set(fresh.map((card) => card.closest("[data-lanes] .groups")))) begin(lane, fresh);
  if (!calm.matches) fresh.filter(seen).slice(0, MOST).forEach(turn);
}

// A lane is read from the first card that was turned over.
/** @param {Found | null} lane @param {Found[]} fresh */
function begin(lane, fresh) {
  const first = fresh.find((card) => lane?.contains(card));
  if (first && lane) lane.scrollTop += first.getBoundingClientRect().top - lane.getBoundingClientRect().top - NEAR;
}

/** @param {Found} card */
function seen(card) {
  const box = card.getBoundingClientRect();
  return box.width && box.bottom > 0 && box.top < innerHeight;
}

/** @param {Found} card @param {number} at */
function turn(card, at) {
  card.animate(
    [
      { opacity: 0, transform: "perspective(60rem) rotateX(-70deg) translateY(0.6rem)" },
      { opacity: 1, transform: "none" }
    ],
    { duration: LONG, delay: at * STEP, easing: EASE, fill: "backwards" }
  );
}

document.body.addEventListener("barcamp:showing", remember);
document.body.addEventListener("barcamp:shown", look);
