// @ts-check
// Ten and two minutes before what is on ends: said once, with a short tone if this device wants it. The switch is off
// until somebody sets it, and stays as it was set on this device.

import * as clock from "../core/clock.js";
import * as device from "../core/device.js";
import * as page from "../core/page.js";

const says = /** @type {Words} */ (page.the("#signals").dataset);
const told = page.the("#signal");
const wish = page.the("#sound");
const MINUTE = 60000;
const MARKS = [10, 2];
const heard = new Set();
const kept = device.name("sound");
/** @type {AudioContext | null} */
let audio = null;
let said = { end: "", least: 0 }; // what was said lasts for a minute: about this end, until so much is left

// Browsers let a page make a sound only after somebody has pressed something on it: the switch, or anything else later.
function wake() {
  if (!wish.checked) return;
  const Audio = window.AudioContext ?? window.webkitAudioContext;
  audio ??= Audio ? new Audio() : null;
  if (audio?.state === "suspended") audio.resume().catch(() => {});
}

/** @param {number} times */
function ring(times) {
  if (!wish.checked || audio?.state !== "running") return false;
  for (let at = 0; at < times; at += 1) note(audio, audio.currentTime + at * 0.32, at === times - 1 ? 660 : 880);
  return true;
}

/** @param {AudioContext} by @param {number} begins in seconds @param {number} pitch in hertz */
function note(by, begins, pitch) {
  const tone = by.createOscillator();
  const volume = by.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0.0001, begins);
  volume.gain.exponentialRampToValueAtTime(0.25, begins + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, begins + 0.28);
  tone.connect(volume).connect(by.destination);
  tone.start(begins);
  tone.stop(begins + 0.3);
}

/** @param {string} text */
function say(text) {
  if (told.textContent !== text) told.textContent = text;
}

function tick() {
  const shown = document.querySelector(".running-now .remaining[data-until]");
  if (!shown) return say("");
  const end = shown.dataset.until ?? "";
  const left = Number(end) - clock.now();
  if (end !== said.end || left < said.least) say("");
  if (left <= 0) return;
  for (const mark of MARKS) {
    const key = `${end}:${mark}`;
    if (left > mark * MINUTE || heard.has(key)) continue;
    heard.add(key);
    if (left < (mark - 1.5) * MINUTE) continue; // people who open the page later than that see the clock
    said = { end, least: (mark - 1) * MINUTE };
    const rang = ring(mark === MARKS[0] ? 2 : 3);
    say(says[mark === MARKS[0] ? "ten" : "two"] + (wish.checked && !rang ? ` ${says.muted}` : ""));
  }
}

wish.checked = device.get(kept) === "on";
wish.addEventListener("change", () => {
  if (wish.checked) device.set(kept, "on");
  else device.remove(kept);
  wake();
  // Lets people hear how it sounds, and that it does.
  if (wish.checked)
    audio
      ?.resume()
      .then(() => ring(2))
      .catch(() => {});
});
for (const sign of ["pointerdown", "keydown"]) document.addEventListener(sign, wake);
document.addEventListener("barcamp:clock", tick);
document.body.addEventListener("barcamp:shown", tick);
setInterval(tick, 500);
