// @ts-check
// The tray: what waits, was just sent or was refused, near the form it comes from, and all of it in "Me".

import { any, ids } from "../core/came.js";
import * as items from "./items.js";
import * as page from "../core/page.js";
import * as statusline from "../core/statusline.js";
import * as entries from "./entries.js";
import * as outbox from "./outbox.js";

const template = page.the("template[data-entry]");
const words = /** @type {Words} */ (template.dataset);
const { subject } = document.body.dataset;
// Notes of other walls stand on those walls, and in "Me".
/** @param {Kept} entry */
const near = (entry) =>
  entries.among("near", entry) && [undefined, subject].includes(new Map(entry.fields).get("wall"));

// Scripts that come later fill in the rest: how many photos there are, and what else can be done with refused words.
/** @typedef {(entry: Kept, item: Found) => void} Fate */
/** @type {{ photos: { waiting: number, refused: number }, rescue: { copy: Fate, note: Fate, mayNote: (entry: Kept) => boolean } | null }} */
export const later = { photos: { waiting: 0, refused: 0 }, rescue: null };

// What was sent within a moment is never shown here.
/** @param {Kept} entry */
const shown = (entry) =>
  entry.state === "refused" || (entries.late(entry) && (entry.state === "waiting" || entry.failed));

function draw() {
  const all = entries.all().filter(shown);
  /** @param {Kept["state"]} state */
  const count = (state) => all.filter((entry) => entry.state === state).length;
  const pending = entries.waiting().length + later.photos.waiting;
  statusline.entries({
    waiting: count("waiting") + later.photos.waiting,
    refused: count("refused") + later.photos.refused,
    pending
  });
  for (const tray of document.querySelectorAll("[data-tray]"))
    items.fill(tray, tray.dataset.tray === "all" ? all : all.filter(near), made, write);
}

/** @param {Kept} entry */
function made(entry) {
  const item = template.content.firstElementChild.cloneNode(true);
  page.the(".kind", item).textContent = entry.called ?? words.other;
  page.the(".words", item).textContent = entry.text || entry.about;
  item.addEventListener("click", ({ target }) => press(target.closest("button")?.dataset.do, item, entry.op));
  return item;
}

/** @param {Found} item @param {Kept} entry */
function write(item, entry) {
  if (item.dataset.state === entry.state) return;
  item.dataset.state = entry.state;
  page.the(".fate", item).textContent =
    entry.state === "refused" ? /** @type {string} */ (entry.sentence) : words[entry.state];
  for (const button of item.querySelectorAll("button")) {
    button.hidden =
      entry.state !== "refused" ||
      (button.dataset.do !== "dismiss" && !entry.text && !(entry.aside && button.dataset.do === "again")) ||
      (button.dataset.do === "copy" && !later.rescue) ||
      (button.dataset.do === "note" && !later.rescue?.mayNote(entry));
  }
}

/** @param {string | undefined} what @param {Found} item @param {string} op */
function press(what, item, op) {
  const entry = entries.all().find((each) => each.op === op);
  if (!entry) return;
  if (what === "dismiss") entries.remove(entry);
  if (what === "again") entries.change(entry, { state: "waiting", aside: false, at: Date.now(), aged: 0 });
  if (what === "copy" || what === "note") later.rescue?.[what](entry, item);
  else outbox.run();
}

document.addEventListener("barcamp:entries", draw);
document.addEventListener("DOMContentLoaded", draw);
document.addEventListener("htmx:after:swap", ({ detail }) => {
  if (any(ids(detail.ctx), "mine")) draw(); // somebody else may be me by now
});
