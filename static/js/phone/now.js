// @ts-check
// How long what is on still lasts, and when it comes to what is next, by the server's clock. The minutes tick silently;
// only ten and two minutes before the end are said aloud, once, and that it is time to go over to a video room.

import * as clock from "../core/clock.js";

const said = /** @type {Found} */ (document.getElementById("last-minutes"));
const words = /** @type {Words} */ (said.dataset);
const heard = new Set();
document.documentElement.classList.add("timed");

// The first form for one minute, the last for more: this runs before the script that knows the rule of a language.
/** @param {number} much */
const duration = (much) => {
  const { minutes, hours } = words;
  return much < 60
    ? /** @type {string} */ (minutes.split("|").at(-(much !== 1))).replace("{n}", much)
    : hours.replace("{h}", Math.floor(much / 60)).replace("{n}", String(much % 60).padStart(2, "0"));
};

/** @param {Found | null | undefined} place @param {string} text */
function write(place, text) {
  if (place && place.textContent !== text) place.textContent = text;
}

function tick() {
  document.body.dataset.noteOn = /** @type {Found} */ (document.getElementById("now")).dataset.noteOn; // for where the way to a note stands
  const now = clock.now();
  /** @param {string | undefined} at */
  const to = (at) => Math.ceil((Number(at) - now) / 60000);
  const aloud = [];
  for (const slot of document.querySelectorAll("#now .slot-now")) {
    const left = to(slot.dataset.ends);
    write(slot.querySelector("[data-left]"), left > 0 ? words.left.replace("{time}", duration(left)) : "");
    slot.toggleAttribute("data-soon", left > 0 && left <= 10);
    slot.toggleAttribute("data-last", left > 0 && left <= 2);
    for (const mark of [10, 2]) {
      const key = `${slot.dataset.ends}:${mark}`;
      if (left > mark || left <= 0 || heard.has(key)) continue;
      heard.add(key);
      if (left > mark - 2) aloud.push(words.left.replace("{time}", duration(left)));
    }
  }
  const next = document.querySelector("#now .slot-next");
  const until = next ? to(next.dataset.starts) : 0;
  const soon = until > 0 ? words.in.replace("{time}", duration(until)) : "";
  const key = `${next?.dataset.starts}:over`;
  write(next?.querySelector("[data-left]"), soon);
  next?.toggleAttribute("data-last", until > 0 && until <= 2);
  if (next?.hasAttribute("data-last") && next.querySelector("[data-video]") && !heard.has(key)) {
    heard.add(key);
    aloud.push(`${words.over}, ${soon}`);
  }
  if (aloud.length) write(said, aloud.join(". "));
}

for (const sign of ["htmx:after:swap", "barcamp:clock", "visibilitychange"]) document.addEventListener(sign, tick);
window.addEventListener("pageshow", tick);
setInterval(tick, 5000);
clock.follow();
tick();
