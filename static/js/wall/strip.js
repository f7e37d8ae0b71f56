// @ts-check
// On a phone, where one writes is what one sees: one section at a time. A strip at the thumb says what there is and what
// is new in it, and leads there; so does a swipe.

import { any, ids } from "../core/came.js";
import * as device from "../core/device.js";
import * as lists from "../core/lists.js";
import { isShort } from "../core/live.js";
import * as plurals from "../core/plurals.js";
import { ready } from "../core/ready.js";
import { cardOf, laneOf, lanes, nameOf, sectionOf } from "../moving/places.js";
import { choose } from "./wall.js";

const FAR = 60; // pixels; shorter is no swipe
const { subject } = document.body.dataset;
// Where nobody may write there is none, and nothing but finding a lane begins.
const strip = /** @type {Found} */ (document.getElementById("strip"));
const form = document.querySelector("form.write-note");
const choice = () => form?.querySelector("select");
/** @param {HTMLElement} lane */
const cards = (lane) => [...lane.querySelectorAll(".note")];
const here = () => choice()?.value;

// Most cards of a long lane come a moment later.

// The highest number of a card that was seen there; who comes for the first time has seen all.
/** @param {HTMLElement} lane */
const mark = (lane) => device.name("seen-lane", `${subject}:${sectionOf(lane)}`);
/** @param {HTMLElement} lane */
const latest = (lane) => Math.max(0, ...cards(lane).map(({ dataset }) => Number(dataset.note)));
/** @param {HTMLElement} lane */
function fresh(lane) {
  if (isShort()) return 0;
  const seen = device.get(mark(lane));
  if (seen === null) device.set(mark(lane), String(latest(lane)));
  return seen === null ? 0 : cards(lane).filter(({ dataset }) => Number(dataset.note) > Number(seen)).length;
}

function arrange() {
  const archived = document.getElementById("phase")?.dataset.archived === "yes";
  const wanted = Boolean(strip && choice()) && !archived && !document.body.hasAttribute("data-lanes");
  const on = wanted && lanes().length > 1 && lanes().some((lane) => sectionOf(lane) === here());
  document.body.toggleAttribute("data-strip", on);
  if (!strip) return;
  strip.hidden = !on;
  if (!on) return;
  for (const button of [...strip.children])
    if (!lanes().some((lane) => sectionOf(lane) === button.dataset.lane)) button.remove();
  lists.arrange(
    strip,
    lanes().map((lane) => buttonOf(lane) ?? made(lane))
  );
  for (const lane of lanes()) write(/** @type {Found} */ (buttonOf(lane)), lane);
}

/** @param {HTMLElement} lane */
const buttonOf = (lane) => [...strip.children].find(({ dataset }) => dataset.lane === sectionOf(lane));

/** @param {HTMLElement} lane */
function made(lane) {
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.dataset.lane = sectionOf(lane);
  button.append(
    ...["name", "count", "new"].map((kind) => Object.assign(document.createElement("span"), { className: kind }))
  );
  return button;
}

/** @param {Found} button @param {HTMLElement} lane */
function write(button, lane) {
  const shown = sectionOf(lane) === here();
  lane.toggleAttribute("data-here", shown);
  const sifts = document.body.hasAttribute("data-sifts");
  if (shown && document.visibilityState === "visible" && !sifts && !isShort())
    device.set(mark(lane), String(latest(lane)));
  const count = fresh(lane);
  const all = lane.querySelectorAll(".note:not([data-sifted])").length;
  const says = [
    nameOf(lane),
    all ? ` ${all}` : "",
    count ? ` ${plurals.counted(strip.dataset.forms ?? "", count)}` : ""
  ];
  [...button.children].forEach((each, at) => {
    if (each.textContent !== says[at]) each.textContent = says[at];
  });
  button.setAttribute("aria-pressed", String(shown));
}

/** @param {string} section */
function show(section) {
  choose(section);
  arrange();
  strip.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: "nearest", inline: "center" });
  const row = document.getElementById(`on_${subject}`);
  if (row && row.getBoundingClientRect().top < 0) row.scrollIntoView({ block: "start" });
}

// A card that I moved is not left out of sight. Where one that is put back goes, is seen when it comes.
let follows = "";
function follow() {
  const lane = follows && cardOf(follows)?.closest(".wall-section");
  if (!lane || sectionOf(lane) === here()) return;
  follows = "";
  show(sectionOf(lane));
}
document.addEventListener("barcamp:moved", ({ detail: { note, section } }) => {
  if (!document.body.hasAttribute("data-strip")) return;
  if (!section) {
    follows = note;
    follow();
  } else if (lanes().some((lane) => sectionOf(lane) === section) && section !== here()) show(section);
});
document.addEventListener("barcamp:shown", follow, true);
document.addEventListener("pointerdown", () => {
  follows = "";
});

strip?.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button) show(button.dataset.lane ?? "");
});

/** @type {{ x: number, y: number } | null} */
let from = null;
document.addEventListener("touchstart", ({ touches, target }) => {
  const on = document.body.hasAttribute("data-strip") && touches.length === 1 && target.closest(".wall-sections");
  from = on ? { x: touches[0].clientX, y: touches[0].clientY } : null;
});
document.addEventListener("touchend", ({ changedTouches: [touch] }) => {
  if (!from) return;
  const x = touch.clientX - from.x;
  const y = touch.clientY - from.y;
  from = null;
  if (Math.abs(x) < FAR || Math.abs(y) > Math.abs(x) / 2) return;
  const row = lanes();
  const at = row.findIndex((lane) => sectionOf(lane) === here());
  const next = row[at + (x < 0 ? 1 : -1)];
  if (next) show(sectionOf(next));
});

// What an address leads to is not left out of sight.
function find() {
  const lane = location.hash && document.getElementById(location.hash.slice(1))?.closest(".wall-section");
  if (!lane || !document.body.hasAttribute("data-strip")) return;
  show(sectionOf(lane));
  document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: "nearest" });
}

// Whoever writes the result takes cards from everywhere.
document.getElementById("result-sheet")?.addEventListener("toggle", ({ target }) => {
  const sheet = /** @type {HTMLDetailsElement} */ (target);
  const top = sheet.getBoundingClientRect().top;
  document.body.toggleAttribute("data-resulting", sheet.open);
  window.scrollBy(0, sheet.getBoundingClientRect().top - top); // it stays under the finger
});
// In which something came, went or moved; among thousands of cards the others are not counted anew.
/** @param {string[]} came */
const lanesOf = (came) =>
  new Set(came.map((id) => document.getElementById(id.split(":")[0])).flatMap((each) => (each && laneOf(each)) ?? []));

form?.addEventListener("change", arrange);
document.addEventListener("barcamp:sifted", arrange);
window.addEventListener("hashchange", find);
window.addEventListener("resize", arrange);
document.addEventListener("visibilitychange", arrange);
document.addEventListener("htmx:after:swap", ({ detail }) => {
  const came = ids(detail.ctx);
  if (any(came, "wall", "section", "phase", "on")) return arrange();
  if (strip?.hidden === false)
    for (const lane of lanesOf(came ?? [])) write(/** @type {Found} */ (buttonOf(lane)), lane);
});
function begin() {
  arrange();
  find();
}
document.addEventListener("barcamp:whole", begin);
ready(begin);
