// @ts-check
// Single keys for what a moderator does all day; each stands on its button (data-key). They do nothing while somebody
// types, and can be switched off on this device (WCAG 2.1.4). "?" opens the list, and so does the menu.

import * as device from "../core/device.js";
import * as page from "../core/page.js";
import { isTyped } from "../together/typed.js";

const dialog = page.the("#keys");
const wish = page.the("#with-keys");
const kept = device.name("keys");
const on = () => wish.checked;

function show() {
  document.body.toggleAttribute("data-keys", on());
  for (const element of document.querySelectorAll("[data-key]")) {
    if (on()) element.setAttribute("aria-keyshortcuts", element.dataset.key ?? "");
    else element.removeAttribute("aria-keyshortcuts");
  }
}

// The first visible one: the same key may also be on a button that is hidden at this time of the day.
/** @param {string} letter */
const seen = (letter) =>
  [...document.querySelectorAll("[data-key]")].find(
    (each) => each.dataset.key === letter && each.checkVisibility?.() !== false
  );

/** @param {Found} element */
function press(element) {
  if (element.matches("input")) return element.focus();
  const list = element.matches("summary") ? element.parentElement : null;
  if (!list?.open) element.click();
  if (list) (list.querySelector(".spot, button") ?? element).focus();
  else if (element.matches(".opens")) document.querySelector(element.hash)?.querySelector("button")?.focus();
}

// Placing without a topic on stage begins in the list, with the first topic that has no place.
function placeFromList() {
  const first = document.querySelector("#topics .topic:not(.placed, .parked, .staged) input[name='topic']");
  if (!first) return;
  first.focus();
  if (!first.checked) first.click();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return;
  if (!on() || dialog.open || isTyped(event.target)) return;
  if (event.key === "?") {
    event.preventDefault();
    return dialog.showModal();
  }
  const letter = event.key.toUpperCase();
  const button = seen(letter);
  if (!button && letter !== dialog.dataset.place) return;
  event.preventDefault();
  if (button) press(button);
  else placeFromList();
});

page.the("[data-keys-list]").addEventListener("click", () => {
  page.the("#menu").open = false;
  dialog.showModal();
});
wish.checked = device.get(kept) !== "off";
wish.addEventListener("change", () => {
  if (on()) device.remove(kept);
  else device.set(kept, "off");
  show();
});
document.addEventListener("htmx:after:swap", show);
show();
