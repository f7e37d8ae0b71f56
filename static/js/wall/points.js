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
let vote = ""; // for which they are given
let known = true; // whether what the server knows of me belongs to it
let wantsMore = false; // and was told why there is none, until there is one

// What the server knows of me, and over it what waits to be sent.
function placed() {
  const found = new Map(
    (known ? (mine().dots ?? "") : "")
      .split(" ")
      .filter(Boolean)
      .map((pair) => pair.split(":"))
      .map(([note, n]) => [note, Number(n)])
  );
  for (const [on, note] of wanted("dots", (fields) => (fields.get("vote") ?? "0") === vote))
    found.set(note, Math.max(0, (found.get(note) ?? 0) + (on ? 1 : -1)));
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
  if (taking && !number) holder.querySelector(".place").focus({ preventScroll: true });
}

function paint() {
  /** @type {any} */
  const here = wall();
  if (!here) return;
  const before = most;
  const { points, ofVote } = here.querySelector("[data-points]").dataset;
  most = Number(points);
  if (vote && ofVote !== vote) {
    known = false;
    live.refreshMine();
  }
  vote = ofVote;
  const found = placed();
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
  if (most && most < before) live.refreshMine(); // whoever had given more has them back
}

// Said at once, and not by the server after it was painted.
document.addEventListener(
  "submit",
  (event) => {
    if (!event.submitter?.matches(".dots > .place") || left || !most || !says) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    wantsMore = true;
    paint();
  },
  true
);

/** @type {Record<string, string>} */
const KEYS = { "+": ".place", "-": ".take", "−": ".take" };
document.addEventListener("keydown", (event) => {
  const holder = /** @type {Element} */ (event.target).closest?.(".dots");
  const kind = KEYS[event.key];
  if (!holder || !kind || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const button = /** @type {HTMLElement | null} */ (holder.querySelector(kind));
  if (kind === ".place" || holder.hasAttribute("data-some")) button?.click();
});

document.addEventListener("htmx:after:swap", ({ detail }) => {
  const came = ids(detail.ctx);
  if (any(came, "mine")) known = true;
  if (any(came, "mine", "wall", "head", "section", "group", "cards", "note", "vot")) paint();
});
document.addEventListener("barcamp:entries", paint);
document.addEventListener("DOMContentLoaded", paint);
