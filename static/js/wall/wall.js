// @ts-check
// Paints the wall: who may arrange it, and what I support. For points see points.js.

import { any, ids, within } from "../core/came.js";
import * as device from "../core/device.js";
import * as live from "../core/live.js";
import * as entries from "../outbox/entries.js";

const main = document.getElementById("content");
const { subject, code } = document.body.dataset;
export const mine = () => document.getElementById("mine")?.dataset ?? {};
export const wall = () => document.getElementById(`wall_${subject}`);
const own = new Set(); // my cards that were seen on this wall

// Over what the server knows of me, what waits to be sent.
/** @param {string} list @returns {[boolean, string][]} */
export const wanted = (list) =>
  entries
    .waiting()
    .filter((entry) => entries.among(list, entry))
    .map((entry) => [entries.puts(entry), new Map(entry.fields).get("note")]);

function supported() {
  const found = new Set((mine().supports ?? "").split(" ").filter(Boolean));
  for (const [on, note] of wanted("supports")) found[on ? "add" : "delete"](note);
  return found;
}

/** @param {string[] | null} [came] */
function paint(came = null) {
  const here = wall();
  if (!here) return;
  const { person } = mine();
  const moderates = main.dataset.moderates === "yes";
  const said = here.querySelector("[data-revision]").dataset;
  const keeps = Boolean(person) && said.keeper === person;
  document.body.toggleAttribute("data-moderates", moderates);
  document.body.toggleAttribute("data-keeps", keeps || moderates);
  document.body.toggleAttribute("data-arranges", moderates || keeps || (said.hosts ?? "").split(" ").includes(person));
  const support = supported();
  for (const button of within(any(came, "mine") ? null : came, "button.support"))
    paintSupport(button, support.has(button.value));
  for (const item of document.querySelectorAll(".mine-here [data-wall]")) item.hidden = item.dataset.wall !== subject;
  if (choice() && choice().value !== chosen) keepChoice(chosen);
  showFields();
}

function paintSupport(button, pressed) {
  const address = `/${code}/${entries.toggles("supports", !pressed)}`;
  if (button.getAttribute("aria-pressed") === String(pressed) && button.form.getAttribute("action") === address) return;
  button.setAttribute("aria-pressed", String(pressed));
  button.form.setAttribute("action", address);
  button.form.setAttribute("hx-post", address);
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
function keepChoice(section) {
  if (!section || ![...choice().options].some(({ value }) => value === section)) return;
  chosen = section;
  for (const option of choice().options) option.defaultSelected = option.selected = option.value === section;
  showFields();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-section]");
  if (!link || !choice() || event.defaultPrevented) return;
  event.preventDefault();
  choose(link.dataset.section);
  form.querySelector("textarea").focus();
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
  const best = choice() && [...choice().options].find((option) => option.dataset.kind === "insights");
  for (const each of choice() ? [best?.value, device.get(kept())] : []) keepChoice(each);
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
