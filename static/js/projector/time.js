// @ts-check
// What passes on the projector: remaining times, the time of day, and the line that marks now in the plan.

import * as clock from "../core/clock.js";
import * as page from "../core/page.js";

const MINUTE = 60000;
const hall = page.the(".hall");
const words = /** @type {Words} */ (hall.dataset);
/** @type {{ format(date?: number): string }} */
let time = { format: () => "" };
/** @type {string | null | undefined} */
let zone = null;
const spans = new Map(); // until → how long it was when it was first seen, for the gauge

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");

/** @param {number} left */
function digits(left) {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

/** @param {number} left */
function said(left) {
  if (left <= 0) return words.over;
  return left <= MINUTE ? words.last : words.left.replace("{n}", Math.ceil(left / MINUTE));
}

/** @param {Found} element @param {string} text */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function show() {
  const now = clock.now();
  for (const element of hall.querySelectorAll("[data-until]")) {
    const until = Number(element.dataset.until);
    const left = until - now;
    write(element, element.dataset.as === "clock" ? digits(left) : said(left));
    // A pitch has a minute: there the last ten seconds are what the last two minutes are to a session.
    const [soon, last] = element.closest(".spotlight") ? [0, MINUTE / 6] : [10 * MINUTE, 2 * MINUTE];
    const near = left <= 0 ? "over" : left <= last ? "last" : left <= soon ? "soon" : "";
    if (element.dataset.near !== near) element.dataset.near = near;
    element.classList.toggle("hours", left >= 3600 * 1000);
    if (!spans.has(until)) spans.set(until, Math.max(left, 1));
    const gauge = element.parentElement.querySelector(".gauge rect");
    gauge?.setAttribute("width", Math.max(0, Math.min(100, (100 * left) / spans.get(until))));
  }
  // In a rehearsal the time of day was set; remaining times are real ones.
  const here = document.getElementById("now")?.dataset ?? {};
  if (here.zone !== zone) {
    zone = here.zone;
    time = new Intl.DateTimeFormat("de", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
  }
  const day = now + Number(here.shift ?? 0) * 1000;
  for (const element of hall.querySelectorAll("[data-time]")) write(element, time.format(day));
  line(day);
}

// Behind the cards, so that it crosses no words; a dot stands at the time.
/** @param {number} now */
function line(now) {
  const plan = document.getElementById("plan");
  const row = plan?.querySelector("tr.running:not([data-off])");
  let mark = plan?.querySelector(".now-line");
  if (!row || !plan?.offsetParent) return mark?.remove();
  const [hours, minutes] = time.format(now).split(":").map(Number);
  const starts = Number(row.dataset.starts);
  const ends = Number(row.dataset.ends);
  const minute = hours * 60 + minutes;
  const late = Math.round((starts - minute) / 1440) * 1440; // minutes count from the first midnight of the event
  const share = Math.min(1, Math.max(0, (minute + late - starts) / (ends - starts)));
  const box = row.getBoundingClientRect();
  const room = plan.getBoundingClientRect();
  if (!mark) {
    mark = /** @type {Found} */ (document.createElement("span"));
    mark.className = "now-line";
    plan.prepend(mark);
  }
  mark.style.top = `${box.top - room.top + share * box.height}px`;
}

document.addEventListener("click", () => document.documentElement.requestFullscreen?.().catch(() => {}));
document.addEventListener("barcamp:clock", show);
document.body.addEventListener("barcamp:shown", show);
document.addEventListener("barcamp:leafed", show);
setInterval(show, 250);
clock.follow();
show();
