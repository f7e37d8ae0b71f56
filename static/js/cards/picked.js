// @ts-check
// The card that was clicked with the mouse, as on other walls: it has a frame until something else is clicked. Copying takes
// its words along, and Delete asks whether it is to be withdrawn, if it is one's own. So it is with the card that has the
// focus.

import { isBusy } from "../moving/busy.js";
import * as move from "../moving/move.js";
import * as places from "../moving/places.js";
import { says } from "../moving/said.js";
import { isTyped } from "../together/typed.js";

const CONTROLS = "a, button, input, textarea, select, summary, label";
let picked = "";

/** @returns {HTMLElement | null} */
export const card = () => (picked && places.cardOf(picked)) || (document.activeElement?.closest(".wall .note") ?? null);

/** @param {string} note */
function pick(note) {
  if (picked) places.cardOf(picked)?.toggleAttribute("data-picked", false);
  picked = note;
  paint();
}

const paint = () => picked && places.cardOf(picked)?.toggleAttribute("data-picked", true);

/** @param {any} found */
function withdraw(found) {
  if (!places.isOpen()) return;
  const asks = found.hasAttribute("data-own") ? found.querySelector(".withdrawing") : null;
  if (!asks) return move.tellShortly(says.notWritten);
  asks.open = true;
  asks.querySelector("button").focus();
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const found = /** @type {HTMLElement | null} */ (target.closest?.(".wall .note"));
  const mouse = /** @type {PointerEvent} */ (event).pointerType === "mouse";
  pick((mouse && !target.closest(CONTROLS) && found?.dataset.note) || "");
});
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (isTyped(event.target) || isBusy()) return;
  if (event.key === "Escape") pick("");
  const found = ["Delete", "Backspace"].includes(event.key) && card();
  if (!found) return;
  event.preventDefault();
  withdraw(found);
});
document.addEventListener("copy", (event) => {
  const found = card();
  if (!found || isTyped(event.target) || isBusy() || !getSelection()?.isCollapsed) return;
  const words = found.querySelector(".text")?.textContent?.replaceAll("\u00ad", "") ?? "";
  event.clipboardData?.setData("text/plain", words);
  event.preventDefault();
  move.tellShortly(move.filled(says.copied, { card: places.wordsOf(found) }));
});
document.addEventListener("htmx:after:swap", paint);
