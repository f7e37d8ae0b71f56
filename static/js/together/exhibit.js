// @ts-check
// What the moderators show: it opens large for whoever goes along. It never takes the screen from somebody who writes or
// is in the middle of something, nor from moderators; they get the notice, which leads there with one tap.

import * as device from "../core/device.js";

const WRITES = "input:not([type=radio], [type=checkbox], [type=color]), textarea, select, [contenteditable]";
const BUSY =
  "dialog[open], details.leaf[open], main details.sheet[open], .card-sheet:not([hidden]), body[data-lifting]";
const moderates = document.getElementById("content")?.dataset.moderates === "yes";
const alone = device.name("alone"); // goes on by itself until it wants to see something again
const put = device.name("exhibit"); // what was put aside on this device
const said = Object.assign(document.createElement("p"), { className: "unseen", role: "status" });
const here = () => document.getElementById("exhibit");
const shows = () => here()?.dataset.shows ?? "";
export const isOpen = () => document.body.hasAttribute("data-exhibit");
const busy = () => document.activeElement?.matches(WRITES) || document.querySelector(BUSY) !== null;
let seen = "";

function follow() {
  const now = shows();
  mark();
  if (now === seen) return;
  seen = now;
  if (!now) device.remove(put);
  const along = now && !moderates && !device.get(alone) && device.get(put) !== now && !busy();
  document.body.toggleAttribute("data-exhibit", Boolean(along));
  const words = here()?.querySelector(".single .text")?.textContent ?? "";
  setTimeout(() => {
    said.textContent = now ? [title(), words].join(" ").slice(0, 300) : "";
  }, 200);
}

const title = () => document.getElementById("exhibit-title")?.textContent.trim() ?? "";

// On the wall itself: where it hangs. What is pushed does not know of it.
function mark() {
  const [wall, thing] = shows().split("-");
  const lane = thing?.startsWith("l");
  const id = thing ? (lane ? `section_${wall}-${thing.slice(1)}` : `note_${wall}-${thing}`) : "";
  for (const old of document.querySelectorAll("[data-exhibited]"))
    if (old.id !== id) old.removeAttribute("data-exhibited");
  document.getElementById(id)?.setAttribute("data-exhibited", "");
}

export function fold() {
  if (!isOpen()) return;
  const inside = here()?.contains(document.activeElement);
  device.set(put, shows());
  document.body.removeAttribute("data-exhibit");
  if (inside) here()?.querySelector('[data-exhibit="open"]')?.focus();
}

function open() {
  for (const key of [alone, put]) device.remove(key);
  document.body.toggleAttribute("data-exhibit", true);
  here()?.querySelector('[data-exhibit="go"]')?.focus();
}

document.addEventListener("click", ({ target }) => {
  const asks = target?.closest?.("[data-exhibit]:not(body)")?.dataset.exhibit;
  if (asks === "open") return open();
  if (asks === "alone") device.set(alone, "yes");
  if (asks || !here()?.contains(target)) fold();
});
// Whoever goes on by key does so in sight.
document.addEventListener("focusin", ({ target }) => {
  if (!here()?.contains(target)) fold();
});
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") fold();
});

// In the head of a lane, for moderators: the button that stands among their tools.
document.addEventListener("click", ({ target }) => {
  const lane = target?.closest?.("[data-show-lane]")?.dataset.showLane;
  const buttons = [...document.querySelectorAll(".show-lane button")];
  const button = buttons.find(({ value }) => value === lane) ?? buttons[0];
  if (!lane || !button) return;
  const before = button.value;
  button.value = lane; // one that came after the page
  button.form.requestSubmit(button);
  button.value = before;
});

document.body.append(said);
document.addEventListener("htmx:after:swap", follow);
document.body.addEventListener("barcamp:shown", follow);
follow();
