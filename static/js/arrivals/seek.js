// @ts-check
// Finding somebody by the first letters of any of their words, on the device alone: with or without a connection. Enter
// says that the one who is left is here; among several it goes to the first one, where a second Enter says so.

import * as page from "../core/page.js";
import * as plurals from "../core/plurals.js";

const form = page.the("#seeking");
const field = page.the("#seek");
const sought = page.the("#sought");
const awaited = page.the("#only-awaited");

/** Letters as they may be typed in a hurry: without accents; ü may be u or ue. @param {string} text */
const plain = (text) =>
  text
    .toLowerCase()
    .replace(/ß/g, "ss")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "");
/** @param {string} text */
const spelled = (text) =>
  plain(text.toLowerCase().replace(/[äöü]/g, (letter) => ({ ä: "ae", ö: "oe", ü: "ue" })[letter] ?? letter));
/** @param {string} text */
const words = (text) => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** @type {WeakMap<Element, { text: string, words: string[] }>} */
const known = new WeakMap();
/** @param {Found} row */
function wordsOf(row) {
  const text = `${row.querySelector(".text")?.textContent} ${row.querySelector(".organisation")?.textContent ?? ""}`;
  const kept = known.get(row);
  if (kept?.text === text) return kept.words;
  const clean = text.replace(/\u00ad/g, "");
  const found = { text, words: [...new Set([...words(plain(clean)), ...words(spelled(clean))])] };
  known.set(row, found);
  return found.words;
}

/** @returns {Found[]} */
const rows = () => [.../** @type {NodeListOf<Found>} */ (document.querySelectorAll(".guest"))];
/** @param {Found} row @returns {Found | null} */
const button = (row) => row.querySelector("[form='arrives']");
/** @param {Found} row */
const nameOf = (row) => row.querySelector(".text")?.textContent ?? "";

/** Those who are found: who is not here yet comes first. */
function found() {
  const typed = words(plain(field.value));
  return rows()
    .filter((row) => typed.every((word) => wordsOf(row).some((each) => each.startsWith(word))))
    .sort((one, other) => Number(!button(one)) - Number(!button(other)));
}

/** @param {Found[]} all @param {number} open how many of them are not here yet */
function says(all, open) {
  const { none = "", forms = "", already } = form.dataset;
  if (!all.length) return none;
  return open ? plurals.counted(forms, open) : `${nameOf(all[0])}: ${already}`;
}

export function show() {
  const seeks = Boolean(field.value.trim());
  const all = seeks ? found() : [];
  const open = all.filter(button);
  const sees = new Set(all);
  for (const row of rows()) {
    if (!seeks) row.removeAttribute("data-sought");
    else row.dataset.sought = sees.has(row) ? "yes" : "no";
    row.toggleAttribute("data-first", seeks && row === open[0]);
  }
  document.body.classList.toggle("awaited", awaited.checked);
  const text = seeks ? says(all, open.length) : "";
  if (sought.textContent !== text) sought.textContent = text;
}

export function clear() {
  field.value = "";
  show();
}

// Whoever is not on the list is noted, by what was typed already.
/** @param {string} name */
function note(name) {
  const sheet = document.getElementById("noting");
  const typed = sheet?.querySelector("[name='name']");
  if (!sheet || !typed) return;
  sheet.open = true;
  typed.value = name;
  typed.focus();
  clear();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!field.value.trim()) return;
  const all = found();
  const open = all.filter(button);
  if (!all.length) note(field.value);
  else if (open.length === 1) button(open[0])?.click();
  else if (open.length) button(open[0])?.focus();
});
field.addEventListener("input", show);
field.addEventListener("keydown", (event) => {
  if (event.key === "Escape") clear();
});
awaited.addEventListener("change", show);
document.body.addEventListener("barcamp:shown", show);
form.hidden = page.the("#pending").hidden = false;
show();
