// @ts-check
// What runs out on the console, counted down by the server's clock: the pitch on stage, and the session that is on.

import * as clock from "../core/clock.js";

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");

function show() {
  const now = clock.now();
  for (const element of document.querySelectorAll("[data-until]")) {
    const seconds = Math.max(0, Math.ceil((Number(element.dataset.until) - now) / 1000));
    const text = `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
    if (element.textContent !== text) element.textContent = text;
    const [soon, last] = "pitch" in element.dataset ? [0, 10] : [600, 120]; // a pitch has a minute
    const near = seconds === 0 ? "over" : seconds <= last ? "last" : seconds <= soon ? "soon" : "";
    if (element.dataset.near !== near) element.dataset.near = near;
  }
}

document.addEventListener("barcamp:clock", show);
document.addEventListener("htmx:after:swap", show);
setInterval(show, 500);
clock.follow();
show();
