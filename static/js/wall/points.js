// @ts-check
// The vote with points: which of them are mine, and how many are left. A tap gives one, also by + and - on its button.

import { any, ids } from "../core/came.js";
import * as live from "../core/live.js";
import * as plurals from "../core/plurals.js";
import { mine, wall, wanted } from "./wall.js";

/** @type {any} */
const says = document.querySelector(".points");
let most = 0;
let left = 0;
let wantsMore = false; // and was told why there is none, until there is one

// What the server knows of me, and over it what waits to be sent.
function placed() {
  const found = new Map(
    (mine().dots ?? "")
      .split(" ")
      .filter(Boolean)
      .map((pair) => pair.split(":"))
      .map(([note, n]) => [note, Number(n)])
  );
  for (const [on, note] of wanted("dots")) found.set(note, Math.max(0, (found.get(note) ?? 0) + (on ? 1 : -1)));
  return found;
}

/** @param {any} place @param {string} text */
const write = (place, text) => {
  if (place && place.textContent !== text) place.textContent = text;
};

/** @param {any} holder @param {number} number */
function paintCard(holder, number) {
  const taking = holder.contains(document.activeElement) && document.activeElement?.closest(".take");
  holder.toggleAttribute("data-some", number > 0);
  write(holder.querySelector(".my-dots"), number ? String(number) : "");
  write(holder.querySelector(".given"), number && says ? plurals.counted(says.dataset.given, number) : "");
  if (taking && !number) holder.querySelector(".place button").focus({ preventScroll: true });
}

function paint() {
  /** @type {any} */
  const here = wall();
  if (!here) return;
  const found = placed();
  const before = most;
  most = Number(here.querySelector("[data-points]").dataset.points);
  let given = 0;
  for (const holder of here.querySelectorAll("[data-dots]")) {
    const number = found.get(holder.dataset.dots) ?? 0;
    given += number;
    paintCard(holder, number);
  }
  left = Math.max(0, most - given);
  if (says) {
    says.hidden = !most;
    document.body.toggleAttribute("data-counts", Boolean(most));
    says.dataset.left = String(left);
    wantsMore &&= !left;
    const counted = plurals.counted(says.dataset.forms, left).replace("{m}", String(most));
    write(says, wantsMore ? says.dataset.spent : counted);
  }
  tell();
  if (most && most < before) live.refreshMine(); // whoever had given more has them back
}

// How many have voted stands where the vote was opened, too.
function tell() {
  const said = document.querySelector(".voting .voters")?.textContent ?? "";
  for (const place of document.querySelectorAll(".voters-too")) write(place, said);
}

// Said at once, and not by the server after it was painted.
document.addEventListener(
  "submit",
  (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches(".dots > .place") || left || !most || !says) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    wantsMore = true;
    paint();
  },
  true
);

const KEYS = { "+": ".place", "-": ".take", "−": ".take" };
document.addEventListener("keydown", (event) => {
  const holder = /** @type {Element} */ (event.target).closest?.(".dots");
  const form = KEYS[event.key];
  if (!holder || !form || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const button = /** @type {HTMLElement | null} */ (holder.querySelector(`${form} button`));
  if (form === ".place" || holder.hasAttribute("data-some")) button?.click();
});

document.addEventListener("htmx:after:swap", ({ detail }) => {
  if (any(ids(detail.ctx), "mine", "wall", "head", "section", "group", "cards", "note", "vot")) paint();
});
document.addEventListener("barcamp:entries", paint);
document.addEventListener("DOMContentLoaded", paint);
