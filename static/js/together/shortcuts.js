// @ts-check
// Single keys for what attendees do most. They do nothing while somebody types, moves a card or holds another key, and
// can be switched off on this device (WCAG 2.1.4). "?" opens the list, and so does the link at the foot.

import * as device from "../core/device.js";
import * as page from "../core/page.js";
import * as stray from "./stray.js";
import { isTyped } from "./typed.js";

const { code, screen } = document.body.dataset;
const kept = device.name("keys");
const address = `/${code}/keys`;
const tabs = [...document.querySelectorAll(".tabs a")];
const seek = document.getElementById("seek");
const on = () => device.get(kept) !== "off";
/** @param {Found | null | undefined} element */
const visible = (element) => element && element.checkVisibility?.() !== false;

/** @type {Record<string, () => Found | null | undefined>} */
const places =
  screen === "phone"
    ? {
        n: () => [document.querySelector("#pitch > summary"), document.getElementById("jot")].find(visible),
        "/": () => seek
      }
    : {
        n: () => field(),
        "/": () =>
          document.querySelector("#sift:not([hidden]) input") ?? document.querySelector(".seek-cards:not([data-few])")
      };

// Where one writes on a wall: at the foot of the lane that was chosen, or below all of them.
function field() {
  const chosen = document.querySelector("form.write-note select")?.value;
  const fields = [`#foot_${chosen} textarea`, ".foot-of-lane textarea", "form.write-note textarea"];
  return fields.map((each) => document.querySelector(each)).find(visible);
}

/** @param {number} number */
const numbered = (number) =>
  (screen === "phone" ? tabs : [...document.querySelectorAll(".wall-section .add")])[number - 1];

function show() {
  for (const [index, tab] of tabs.entries()) shortcut(tab, String(index + 1));
  for (const [key, place] of Object.entries(places)) shortcut(place(), key.toUpperCase());
}

/** @param {Found | null | undefined} element @param {string} key */
function shortcut(element, key) {
  if (on()) element?.setAttribute("aria-keyshortcuts", key);
  else element?.removeAttribute("aria-keyshortcuts");
}

/** @param {string} key */
function press(key) {
  if (/^[1-9]$/.test(key)) return follow(numbered(Number(key)));
  if (key === "/") tabs[1]?.click();
  const place = places[key]?.();
  if (!place) return false;
  if (place.matches("input, textarea")) place.focus();
  else follow(place);
  return true;
}

/** @param {Found | null | undefined} element */
function follow(element) {
  if (!element) return false;
  element.click();
  if (element.localName === "summary")
    element.parentElement.querySelector("input:not([type=hidden]), textarea")?.focus();
  else if (element.closest(".tabs")) element.focus(); // whoever hears the page hears where it is
  return true;
}

/** @type {HTMLDialogElement | null} */
let dialog = null;
async function list() {
  dialog ??= await made();
  page.the("#with-keys", dialog).checked = on();
  dialog.showModal();
}

async function made() {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  const there = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = document.createElement("dialog");
  found.id = "keys";
  found.setAttribute("aria-labelledby", "keys-title");
  document.head.append(page.the('link[href*="base/keys"]', there));
  found.append(...page.the("#keys-content", there).childNodes);
  for (const each of found.querySelectorAll("[hidden]")) each.removeAttribute("hidden");
  page.the("#with-keys", found).addEventListener("change", ({ target }) => {
    if (target.checked) device.remove(kept);
    else device.set(kept, "off");
    show();
  });
  document.body.append(found);
  return found;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return;
  if (
    !on() ||
    stray.isStray(event) ||
    isTyped(event.target) ||
    document.querySelector("dialog[open], body[data-lifting]")
  )
    return;
  if (event.key === "?") {
    event.preventDefault();
    list().catch(() => {}); // without a connection there is no list
  } else if (press(event.key.toLowerCase())) event.preventDefault();
});

// With another key held the link leads to the page; without a connection nowhere.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(`a[href="${address}"]`);
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  list().catch((error) => {
    if (!(error instanceof TypeError)) location.assign(address);
  });
});

document.addEventListener("htmx:after:swap", show);
show();
stray.knows([...Object.keys(places), ..."123456789"]);
export const known = Object.keys(places);
