// @ts-check
// How long one may still write unseen, by the server's clock; heard once a minute before the end, and at the end.

import * as clock from "../core/clock.js";

const MINUTE = 60000;
const { subject } = document.body.dataset;
const told = document.getElementById("told-of-time");
const place = () => document.querySelector(`#silence_${subject} [data-until]`);
/** Where one changes a card of one's own. */
const onSheet = document.querySelector("#sealed-card .to-write");
/** What was said, and of which end. @type {{ until: number, now: string } | null} */
let before = null;

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");

/** @param {number} left */
function digits(left) {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${two(seconds % 60)}`;
}

function show() {
  const element = place();
  if (!element) {
    if (onSheet?.textContent) onSheet.textContent = "";
    return;
  }
  const until = Number(element.dataset.until);
  const left = until - clock.now();
  const text = left > 0 ? digits(left) : (element.dataset.over ?? "");
  for (const each of [element, onSheet]) {
    if (!each) continue;
    if (each.textContent !== text) each.textContent = text;
    each.toggleAttribute("data-late", left <= 0);
  }
  const now = left <= 0 ? "over" : left <= MINUTE ? "last" : "";
  if (before?.until === until && before.now !== now && now && told) told.textContent = told.dataset[now] ?? "";
  before = { until, now };
}

document.addEventListener("barcamp:clock", show);
document.body.addEventListener("barcamp:shown", show);
setInterval(show, 250);
clock.follow();
show();
