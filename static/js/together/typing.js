// @ts-check
// How many others write in a lane right now. A screen that is written on says so every few seconds, without a word of
// what; see live/typing.py. Nobody is counted on their own screens.

import * as device from "../core/device.js";
import * as plurals from "../core/plurals.js";
import * as statusline from "../core/statusline.js";

const EVERY = 5000; // milliseconds
const LIFE = 8000; // as long as the server counts somebody who said so
const STALE = 12000; // after which nothing was heard for too long
const { code, screen, subject } = document.body.dataset;
const forms = document.getElementById("content")?.dataset.writing;
const kept = device.name("typing", subject);
let counts = new Map();
let sent = 0;
let stale = 0;
let own = 0;

document.addEventListener("input", ({ target }) => {
  const form = target?.closest?.("form.write-note");
  const lane = form?.elements.section?.value;
  // Whoever is offline tells nobody.
  if (!lane || !target?.value || !statusline.heard.at || Date.now() - sent < EVERY) return;
  sent = Date.now();
  device.set(kept, `${lane} ${sent}`);
  clearTimeout(own);
  own = setTimeout(paint, LIFE);
  fetch(`/${code}/writing/${subject}`, { method: "POST", body: new URLSearchParams({ lane }) }).catch(() => {});
});

// In which lane I write, in whichever tab.
function mine() {
  const [lane, at] = (device.get(kept) ?? "").split(" ");
  return Date.now() - Number(at) < LIFE + 1000 ? lane : "";
}

function paint() {
  const here = mine();
  for (const lane of document.querySelectorAll(".wall-section")) {
    const section = lane.id.split("-").at(-1);
    const others = (counts.get(section) ?? 0) - (section === here ? 1 : 0);
    const head = lane.querySelector("h3");
    const old = head?.querySelector(".typing");
    if (others < 1) old?.remove();
    else if (forms) {
      const text = plurals.counted(forms, others);
      const words = old ?? Object.assign(document.createElement("span"), { className: "typing" });
      if (words.textContent !== text) words.textContent = text;
      if (!old) head?.querySelector("span")?.after(words);
    }
  }
}

document.addEventListener("barcamp:aside", ({ detail }) => {
  const [kind, ...lanes] = detail.split(" ");
  if (kind !== "typing" || screen !== "notes") return;
  counts = new Map(lanes.map((each) => each.split(":")).map(([lane, number]) => [lane, Number(number)]));
  clearTimeout(stale);
  stale = setTimeout(() => {
    counts = new Map();
    paint();
  }, STALE);
  paint();
});
document.addEventListener("htmx:after:swap", paint);
