// What becomes of a letter once the server has answered: sent, given back into its form, or kept with the sentence why not.

import * as commands from "../core/commands.js";
import * as drafts from "../core/drafts.js";
import * as live from "../core/live.js";
import * as mine from "../core/mine.js";
import * as statusline from "../core/statusline.js";
import * as letters from "./letters.js";

const SEEN = 4000;

// Only an answer of our own is definite: a portal or a proxy on the way says anything, and its "foreign" settles nothing.
const ours = (text) => text.includes("<hx-partial");
export const verdict = (status, text) => !ours(text) && status >= 200 ? "foreign" : ![408, 412, 425, 429].includes(status) && status >= 200;

// Whether the server itself answers on this line.
export async function reached() {
  try {
    const { code } = document.body.dataset;
    return ours(await (await fetch(`/${code}/mine`, { cache: "no-store", signal: AbortSignal.timeout(SEEN) })).text());
  } catch { return false; }
}

export async function heed(letter, status, text) {
  const said = verdict(status, text);
  if (said !== true) {
    if (status === 412) await live.refreshMine(); // this device is somebody else by now
    return said;
  }
  if (status < 300) await sent(letter, text);
  else if (status < 500 || (status === 500 && letter.tries >= 4)) await refused(letter, status, text);
  else return false;
  return true;
}

async function sent(letter, text) {
  document.dispatchEvent(new Event("barcamp:answered"));
  if (letters.isTap(letter)) mine.setMyTap(letter);
  letters.change(letter, { state: "sent" });
  setTimeout(() => letters.remove(letter), SEEN);
  const form = formOf(letter);
  if (form && drafts.snapshot(form) === snapshotOf(letter, form)) {
    if (!form.matches("[data-clear]")) drafts.settle(form);
    else if (letters.isUnsafe(letter)) drafts.clear(form); // until now it only stood there
  }
  statusline.deed("saved");
  await show(text);
}

async function refused(letter, status, text) {
  const form = formOf(letter);
  const fresh = letters.isNew(letter) && !letter.failed;
  statusline.deed("");
  if (fresh && !letter.text) {
    letters.remove(letter);
    return show(text);
  }
  if (form && (fresh || status === 422) && (drafts.untouched(form) || drafts.snapshot(form) === snapshotOf(letter, form))) {
    const back = new Map(letter.fields);
    for (const field of drafts.typed(form)) { field.value = back.get(field.name) ?? ""; drafts.keep(field); }
    for (const field of form.querySelectorAll("[type=radio], [type=checkbox]")) field.checked = back.get(field.name) === field.value;
    for (const field of form.querySelectorAll("[type=time]")) field.value = back.get(field.name) ?? "";
    const sheet = form.closest("details");
    if (sheet) sheet.open = true;
    letters.remove(letter);
    await show(text);
    return commands.beside(form);
  }
  refuse(letter, sentenceIn(text));
}

export const refuse = (letter, sentence) => letters.change(letter, { state: "refused", sentence });
export const show = (text) => htmx.swap({ text, target: document.body, sourceElement: document.body, swap: "none" });

export function sentenceIn(text) {
  const partials = [...new DOMParser().parseFromString(text, "text/html").querySelectorAll("hx-partial")];
  const said = partials.map((each) => each.textContent.trim()).filter(Boolean);
  return (said.length > 1 ? said.slice(1) : said).join(" ");
}

function formOf(letter) {
  const was = new Map(letter.fields);
  return [...document.querySelectorAll("form[hx-post]")].find((form) =>
    form.getAttribute("hx-post") === letter.path && drafts.typed(form).length &&
    drafts.hidden(form).every((field) => was.get(field.name) === field.value));
}

function snapshotOf(letter, form) {
  const was = new Map(letter.fields);
  return JSON.stringify(drafts.typed(form).map((field) => was.get(field.name)));
}
