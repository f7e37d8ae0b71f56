// @ts-check
// On a phone, where one writes is what one sees: one section at a time. A strip at the thumb says what there is and what
// is new in it, and leads there; so does a swipe.

import { any, ids } from "../core/came.js";
import * as device from "../core/device.js";
import * as lists from "../core/lists.js";
import * as plurals from "../core/plurals.js";
import { ready } from "../core/ready.js";
import { laneOf, lanes, nameOf, sectionOf } from "./places.js";
import { choose } from "./wall.js";

const FAR = 60; // pixels; shorter is no swipe
const { subject } = document.body.dataset;
const strip = document.getElementById("strip");
const form = document.querySelector("form.write-note");
const choice = () => form?.querySelector("select");
const cards = (lane) => [...lane.querySelectorAll(".note")];
const here = () => choice()?.value;

// The highest number of a card that was seen there; who comes for the first time has seen all.
const mark = (lane) => device.name("seen-lane", `${subject}:${sectionOf(lane)}`);
const latest = (lane) => Math.max(0, ...cards(lane).map(({ dataset }) => Number(dataset.note)));
function fresh(lane) {
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
  for (const lane of lanes()) write(buttonOf(lane), lane);
}

const buttonOf = (lane) => [...strip.children].find(({ dataset }) => dataset.lane === sectionOf(lane));

function made(lane) {
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.dataset.lane = sectionOf(lane);
  button.append(
    ...["name", "count", "new"].map((kind) => Object.assign(document.createElement("span"), { className: kind }))
  );
  return button;
}

function write(button, lane) {
  const shown = sectionOf(lane) === here();
  lane.toggleAttribute("data-here", shown);
  if (shown && document.visibilityState === "visible") device.set(mark(lane), String(latest(lane)));
  const count = fresh(lane);
  const all = cards(lane).length;
  const says = [nameOf(lane), all ? ` ${all}` : "", count ? ` ${plurals.counted(strip.dataset.forms, count)}` : ""];
  [...button.children].forEach((each, at) => {
    if (each.textContent !== says[at]) each.textContent = says[at];
  });
  button.setAttribute("aria-pressed", String(shown));
}

function show(section) {
  choose(section);
  arrange();
  strip.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: "nearest", inline: "center" });
  const row = document.getElementById(`on_${subject}`);
  if (row.getBoundingClientRect().top < 0) row.scrollIntoView({ block: "start" });
}

strip?.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button) show(button.dataset.lane);
});

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
  document.getElementById(location.hash.slice(1)).scrollIntoView({ block: "nearest" });
}

// Whoever writes the result takes cards from everywhere.
document.getElementById("result-sheet")?.addEventListener("toggle", ({ target }) => {
  const sheet = /** @type {HTMLDetailsElement} */ (target);
  const top = sheet.getBoundingClientRect().top;
  document.body.toggleAttribute("data-resulting", sheet.open);
  window.scrollBy(0, sheet.getBoundingClientRect().top - top); // it stays under the finger
});
// In which something came, went or moved; among thousands of cards the others are not counted anew.
const lanesOf = (came) =>
  new Set(
    came
      .map((id) => document.getElementById(id.split(":")[0]))
      .map((each) => each && laneOf(each))
      .filter(Boolean)
  );

form?.addEventListener("change", arrange);
window.addEventListener("hashchange", find);
window.addEventListener("resize", arrange);
document.addEventListener("visibilitychange", arrange);
document.addEventListener("htmx:after:swap", ({ detail }) => {
  const came = ids(detail.ctx);
  if (any(came, "wall", "section", "phase", "on")) return arrange();
  if (strip?.hidden === false) for (const lane of lanesOf(came)) write(buttonOf(lane), lane);
});
ready(() => {
  arrange();
  find();
});
