// @ts-check
// Paints the wall: who may arrange it, and what I support. For points see points.js.

import { any, ids, within } from "../core/came.js";
import * as device from "../core/device.js";
import * as live from "../core/live.js";
import * as page from "../core/page.js";
import * as entries from "../outbox/entries.js";

const main = document.getElementById("content");
const { subject } = document.body.dataset;
export const mine = () => document.getElementById("mine")?.dataset ?? {};
export const wall = () => document.getElementById(`wall_${subject}`);
const own = new Set(); // my cards that were seen on this wall

// Over what the server knows of me, what waits to be sent.
/** @param {string} list @param {(fields: Map<string, string>) => boolean} [counts] @returns {[boolean, string][]} */
export const wanted = (list, counts = () => true) =>
  entries
    .waiting()
    .filter((entry) => entries.among(list, entry) && counts(new Map(entry.fields)))
    .map((entry) => [entries.puts(entry), new Map(entry.fields).get("note") ?? ""]);

function supported() {
  const found = new Set((mine().supports ?? "").split(" ").filter(Boolean));
  for (const [on, note] of wanted("supports")) found[on ? "add" : "delete"](note);
  return found;
}

/** @param {string[] | null} [came] */
function paint(came = null) {
  const here = wall();
  if (!here) return;
  const { person } = /** @type {Words} */ (mine());
  const moderates = main?.dataset.moderates === "yes";
  const said = page.the("[data-revision]", here).dataset;
  const keeps = Boolean(person) && said.keeper === person;
  document.body.toggleAttribute("data-moderates", moderates);
  document.body.toggleAttribute("data-keeps", keeps || moderates);
  document.body.toggleAttribute("data-arranges", moderates || keeps || (said.hosts ?? "").split(" ").includes(person));
  const support = supported();
  for (const button of within(any(came, "mine") ? null : came, "button.support"))
    paintSupport(button, support.has(button.value));
  for (const photo of within(any(came, "mine") ? null : came, ".photo"))
    photo.toggleAttribute("data-own", Boolean(person) && photo.dataset.author === person);
  for (const item of document.querySelectorAll(".mine-here [data-wall]")) item.hidden = item.dataset.wall !== subject;
  const field = choice();
  if (field && field.value !== chosen) keepChoice(chosen);
  showFields();
}

/** @param {Found} button @param {boolean} pressed */
function paintSupport(button, pressed) {
  const form = `do-${entries.toggles("supports", !pressed)}`;
  if (button.getAttribute("aria-pressed") === String(pressed) && button.getAttribute("form") === form) return;
  button.setAttribute("aria-pressed", String(pressed));
  button.setAttribute("form", form);
}

// Who and until when are asked for where next steps stand.
const form = document.querySelector("form.write-note");
const choice = () => form?.querySelector("select");
function showFields() {
  const option = choice()?.selectedOptions[0];
  form?.toggleAttribute("data-next-step", option?.dataset.kind === "next");
}
form?.addEventListener("change", ({ target }) => {
  if (target === choice()) choose(target.value);
});
// Neither clearing the form nor drawing the list of sections anew changes where I write, nor does a reload.
const kept = () => device.name("section", subject);
let chosen = "";
/** @param {string} section */
export function choose(section) {
  device.set(kept(), section);
  keepChoice(section);
}
/** @param {string | null | undefined} section */
function keepChoice(section) {
  const options = [...(choice()?.options ?? [])];
  if (!section || !options.some(({ value }) => value === section)) return;
  chosen = section;
  for (const option of options) option.defaultSelected = option.selected = option.value === section;
  showFields();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-section]");
  if (!link || !choice() || event.defaultPrevented) return;
  event.preventDefault();
  choose(link.dataset.section ?? "");
  form?.querySelector("textarea")?.focus();
});

// A card of mine that is gone was withdrawn elsewhere, or hidden: then there is a reason to read.
document.body.addEventListener("barcamp:shown", () => {
  const written = (mine().notes ?? "").split(" ").filter(Boolean);
  let gone = false;
  for (const note of written) {
    if (document.getElementById(`note_${subject}-${note}`)) own.add(note);
    else gone = own.delete(note) || gone;
  }
  if (gone) live.refreshMine();
});

function start() {
  const best = [...(choice()?.options ?? [])].find((option) => option.dataset.kind === "insights");
  for (const each of [best?.value, device.get(kept())]) keepChoice(each);
  for (const note of (mine().notes ?? "").split(" "))
    if (document.getElementById(`note_${subject}-${note}`)) own.add(note);
  paint();
}

// What somebody was still writing when the day was archived stays in view.
function keepUnsent() {
  const archived = document.getElementById("phase")?.dataset.archived === "yes";
  for (const each of document.querySelectorAll("[data-opens]"))
    each.toggleAttribute(
      "data-unsent",
      archived &&
        [...each.querySelectorAll("textarea")].some((field) => field.value && field.value !== field.defaultValue)
    );
}

document.addEventListener("barcamp:painted", keepUnsent);
document.addEventListener("htmx:after:swap", ({ detail }) => paint(ids(detail.ctx)));
document.addEventListener("barcamp:entries", () => paint());
document.addEventListener("DOMContentLoaded", start);
