// @ts-check
// The moment in which cards are revealed: they are turned over one after the other, for those who see it happen. What
// can be pressed is in its place from the first moment.

const LONG = 420; // --settle
const STEP = 90;
const MOST = 40;
const EASE = "cubic-bezier(0.2, 0.7, 0.2, 1)"; // --ease
const CARDS = ".note[id], .wall-cards > li[id^='card_']";
const calm = matchMedia("(prefers-reduced-motion: reduce)");
/** @type {any} */
const told = document.getElementById("told-of-time");
/** @returns {any} */
const round = () => document.querySelector("[data-sealed]");
let sealed = state();
let there = new Set();

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
  if (fresh.length && told) told.textContent = told.dataset.revealed;
  if (!calm.matches) fresh.filter(seen).slice(0, MOST).forEach(turn);
}

function seen(card) {
  const box = card.getBoundingClientRect();
  return box.width && box.bottom > 0 && box.top < innerHeight;
}

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
