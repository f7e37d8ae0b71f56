// @ts-check
// Looking for cards and photos on a wall that has many: by words, by section, one's own, those one supports, those without a group.
// It happens on this device, with what stands there, and says each time what is not seen.

import { any, ids, within } from "../core/came.js";
import * as plurals from "../core/plurals.js";
import { ready } from "../core/ready.js";
import { laneOf, lanes, nameOf, sectionOf } from "../moving/places.js";
import * as sieve from "./sieve.js";
import { choose } from "./wall.js";

const MANY = 12; // cards, from which on there is something to look for
const PAUSE = 150; // after a key, and a little longer for each card there is
const REST = 900; // after which those who hear the page are told
const { body } = document;
/** @type {any} */
const [opener, panel, result, told] = ["seek-cards", "sift", "sifted", "sifted-says"].map((id) =>
  document.getElementById(id)
);
/** @type {any} */
const [seek, lane] = ["seek-words", "seek-lane"].map((id) => document.getElementById(id));
/** @type {any[]} */
const choices = [...panel.querySelectorAll("[data-only]")];
const CARDS = ".wall .note";
const PHOTOS = ".wall .photo";
const cards = () => document.querySelectorAll(CARDS);
const photos = () => document.querySelectorAll(PHOTOS);
const everything = () => [...cards(), ...photos()];
/** @type {any} */
let only = "";
let sought = "";
let typing = 0;
let rests = 0;
let beside = 0;

// A photo is found by what is said of it and by who took it.
/** @param {any} card @returns {import("./sieve.js").Card} */
const facts = (card) => ({
  id: card.dataset.note ?? card.id,
  lane: card.dataset.section ?? laneIdOf(card),
  loose: card.dataset.group === "",
  own: card.hasAttribute("data-own"),
  get backed() {
    return Boolean(card.querySelector('.support[aria-pressed="true"], .dots[data-some]'));
  },
  get words() {
    const parts = [".text", ".who-and-when", ".by"].map((part) => card.querySelector(part)?.textContent ?? "");
    return sieve.plain([...parts, card.dataset.group].join("\n"));
  }
});

/** @param {Element} photo */
function laneIdOf(photo) {
  const found = laneOf(photo);
  return found ? sectionOf(found) : "0";
}

// Where a strip shows one section at a time, it chooses.
const wantedLane = () => (body.hasAttribute("data-strip") || lane.closest("[hidden]") ? "" : lane.value);

function change() {
  clearTimeout(typing);
  sought = wantedLane();
  sieve.begin({ words: sieve.wordsOf(seek.value), lane: sought, only }, everything().map(facts));
  beside = 0;
  sift(null);
  later(say);
}

/** @param {string[] | null} came */
function sift(came) {
  const on = sieve.sifts();
  body.toggleAttribute("data-sifts", on);
  for (const card of within(came, `${CARDS}, ${PHOTOS}`)) {
    const away = on && !sieve.sees(facts(card));
    if (card.hasAttribute("data-sifted") !== away) card.toggleAttribute("data-sifted", away);
  }
  for (const each of document.querySelectorAll(".wall .group-of"))
    each.toggleAttribute("data-sifted", on && !seen(each));
  for (const each of lanes()) {
    const away = Boolean(on && sought && sectionOf(each) !== sought && !seen(each));
    each.toggleAttribute("data-sifted", away);
    document.getElementById(`foot_${sectionOf(each)}`)?.toggleAttribute("data-sifted", away);
  }
  body.toggleAttribute("data-one-lane", lanes().filter((each) => !each.hasAttribute("data-sifted")).length === 1);
  show(on);
  document.dispatchEvent(new CustomEvent("barcamp:sifted"));
}

/** @param {Element} place @returns {HTMLElement | null} */
const seen = (place) => place.querySelector(":is(.note, .photo):not([data-sifted])");

// What is looked for stands there as long as something is out of sight.
/** @param {boolean} on */
function show(on) {
  result.hidden = !on;
  if (!on) return;
  const words = seek.value.trim();
  const chosen = choices.find((each) => each.dataset.only === only && only);
  const about = words && result.dataset.words.replace("{words}", () => words);
  const parts = [counted(), about, chosen?.textContent, sought && lane.selectedOptions[0].text];
  if (sieve.besides()) parts.push(result.dataset.beside);
  write(result.querySelector("span"), parts.filter(Boolean).join(" · "));
  if (sieve.besides() > beside) later(() => write(told, result.dataset.beside));
  beside = sieve.besides();
}

function counted() {
  const all = cards();
  const some = photos();
  const counts = [plurals.counted(result.dataset.forms, left(all)).replace("{m}", String(all.length))];
  if (some.length) counts.push(plurals.counted(result.dataset.photos, left(some)).replace("{m}", String(some.length)));
  return counts.join(" · ");
}

/** @param {NodeListOf<Element>} all */
const left = (all) => [...all].filter((each) => !each.hasAttribute("data-sifted")).length;

const say = () => write(told, sieve.sifts() ? counted() : result.dataset.again.replace("{m}", String(cards().length)));

/** Once, and not with every key. @param {() => void} speak */
function later(speak) {
  clearTimeout(rests);
  rests = setTimeout(speak, REST);
}

/** @param {Element} place @param {string} text */
function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

function reset() {
  const away = result.contains(document.activeElement);
  seek.value = lane.value = only = "";
  press();
  change();
  if (away) (panel.hidden ? opener : seek).focus({ preventScroll: true });
}

function press() {
  for (const each of choices) each.setAttribute("aria-pressed", String(each.dataset.only === only));
}

/** @param {boolean} open */
function unfold(open) {
  panel.hidden = !open;
  opener.setAttribute("aria-expanded", String(open));
  if (open) seek.focus();
}

// What can be looked for here, and whether there is enough of it.
function offer() {
  const enough = everything().length >= MANY || sieve.sifts() || !panel.hidden;
  opener.toggleAttribute("data-few", !enough);
  panel.querySelector('[data-only="loose"]').hidden = only !== "loose" && !document.querySelector(".wall .pile");
  const row = lanes();
  const wanted = ["", ...row.map(sectionOf)];
  if (wanted.join() !== [...lane.options].map(({ value }) => value).join()) {
    const kept = lane.value;
    lane.replaceChildren(lane.options[0], ...row.map((each) => new Option(nameOf(each), sectionOf(each))));
    lane.value = wanted.includes(kept) ? kept : "";
    if (lane.value !== kept) change(); // that section is gone
  }
  lane.closest(".sorting").hidden = row.length < 2;
}

// From the field to the first of what was found, wherever it is.
function go() {
  const all = lanes().filter((each) => seen(each));
  const first = all.find((each) => each.checkVisibility()) ?? all[0];
  if (!first) return;
  if (!first.checkVisibility()) choose(sectionOf(first));
  document.dispatchEvent(new CustomEvent("barcamp:sifted"));
  const card = seen(first);
  card?.setAttribute("tabindex", "-1");
  card?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: "center" });
}

opener.addEventListener("click", () => unfold(panel.hidden));
result.querySelector("button").addEventListener("click", reset);
seek.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(change, PAUSE + cards().length / 20);
});
seek.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  change();
  go();
});
lane.addEventListener("change", change);
window.addEventListener("resize", () => sought !== wantedLane() && change());
panel.addEventListener("click", (/** @type {Heard} */ { target }) => {
  const chosen = target.closest("[data-only]");
  if (!chosen) return;
  only = chosen.dataset.only;
  press();
  change();
});

/** @param {string[] | null} came */
function look(came) {
  if (!any(came, "wall", "section", "on", "group", "cards", "note", "photo", "mine", "phase", "vot")) return;
  offer();
  if (!sieve.sifts()) return;
  sift(any(came, "wall", "section", "mine", "on") ? null : came);
}

document.addEventListener("htmx:after:swap", ({ detail }) => look(ids(/** @type {any} */ (detail).ctx)));
document.addEventListener("barcamp:whole", () => sieve.sifts() && change()); // all of these were there before
document.addEventListener("barcamp:entries", () => sieve.sifts() && only && sift(null)); // a tap of mine
ready(() => look(null));
