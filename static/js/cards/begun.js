// @ts-check
// Cards as people begin them on other walls: by a double click on an empty place of a section, and by pasting where there
// is no field; a double click on one's own card changes it. Pictures that are pasted or dropped become photos. Words go
// into the field of their section, from where they are sent; nothing is on the wall before.

import { isBusy } from "../moving/busy.js";
import { visible } from "../moving/focus.js";
import * as move from "../moving/move.js";
import * as places from "../moving/places.js";
import { says } from "../moving/said.js";
import * as photos from "../photos/photos.js";
import { isTyped } from "../together/typed.js";
import { choose } from "../wall/wall.js";
import * as picked from "./picked.js";
import * as several from "./several.js";

const TAKEN = "a, button, summary, label, h3, .photo, .sealed-here, .sealed-own";

/** Where one writes in this section, or in any. @param {HTMLElement | null} lane @returns {any} */
function fieldOf(lane) {
  const section = lane && places.sectionOf(lane);
  const own = section && document.querySelector(`#foot_${section} textarea`);
  if (visible(own)) return own;
  if (section) choose(section);
  const fields = [...document.querySelectorAll("form.write-note textarea")];
  return fields.find(visible);
}

document.addEventListener("dblclick", (event) => {
  const target = /** @type {Element} */ (event.target);
  const lane = /** @type {HTMLElement | null} */ (target.closest?.(".wall-section"));
  if (!lane || isBusy()) return;
  const card = target.closest(".note");
  if (card) return target.closest("a, button, summary") ? undefined : change(card);
  const sealed = /** @type {HTMLElement | null | undefined} */ (target.closest(".sealed-own li")?.querySelector("a"));
  if (sealed) return sealed.click();
  if (!target.closest(TAKEN)) fieldOf(lane)?.focus();
});

/** @param {Element} card */
function change(card) {
  if (!places.isOpen()) return;
  const way = /** @type {HTMLElement | null} */ (card.querySelector("a.edit"));
  if (!visible(way)) return move.tellShortly(says.notWritten);
  way?.click();
  const field = /** @type {any} */ (document.querySelector("#card .edit-note textarea"));
  if (!visible(field)) return;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

const sectionHere = () => {
  const card = picked.card();
  return card ? places.laneOf(card) : /** @type {HTMLElement | null} */ (document.querySelector(".wall-section:hover"));
};

/** @param {DataTransfer | null} given */
const pictures = (given) => [...(given?.files ?? [])].filter(({ type }) => type.startsWith("image/"));

document.addEventListener("paste", (event) => {
  const words = event.clipboardData?.getData("text/plain").trim() ?? "";
  const target = /** @type {Element} */ (event.target);
  const writes = isTyped(target);
  if (isBusy() || (writes && (words || !target.closest("form.write-note")))) return;
  const lane = sectionHere();
  const field = words ? fieldOf(lane) : null;
  if (!words) return photos.take(pictures(event.clipboardData), writes || !lane ? "" : places.sectionOf(lane));
  if (!field) return;
  event.preventDefault();
  field.value = [field.value, words].filter(Boolean).join("\n");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  several.asks(field.form);
});

// A file that is dropped beside what takes it would be opened in place of the wall.
/** @param {DragEvent} event */
const brings = ({ dataTransfer, target }) =>
  dataTransfer?.types.includes("Files") && !(/** @type {Element} */ (target).matches?.("[type=file]"));
document.addEventListener("dragover", (event) => {
  if (brings(event)) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  if (!brings(event)) return;
  event.preventDefault();
  const lane = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest?.(".wall-section"));
  photos.take(pictures(event.dataTransfer), lane ? places.sectionOf(lane) : "");
});
