// @ts-check
// What becomes of an entry once the server has answered: sent, put back into its form, or kept with the reason.

import * as commands from "../core/commands.js";
import * as drafts from "../core/drafts.js";
import * as live from "../core/live.js";
import * as mine from "../core/mine.js";
import * as statusline from "../core/statusline.js";
import * as entries from "./entries.js";

const SEEN = 4000;

// Only an answer of our own is definite: a portal or a proxy on the way may say anything, and such a "foreign" answer
// settles nothing.
/** @param {string} text */
const ours = (text) => text.includes("<hx-partial");
/** @param {number} status @param {string} text @returns {boolean | "foreign"} */
export const verdict = (status, text) =>
  !ours(text) && status >= 200 ? "foreign" : ![408, 412, 425, 429].includes(status) && status >= 200;

// Whether the server itself answers over this connection.
export async function reached() {
  try {
    const { code } = document.body.dataset;
    return ours(await (await fetch(`/${code}/mine`, { cache: "no-store", signal: AbortSignal.timeout(SEEN) })).text());
  } catch {
    return false;
  }
}

/** @param {Kept} entry @param {number} status @param {string} text */
export async function heed(entry, status, text) {
  const said = verdict(status, text);
  if (said !== true) {
    if (status === 412) await live.refreshMine(); // this device is somebody else by now
    return said;
  }
  if (status < 300) await sent(entry, text);
  else if (status < 500 || (status === 500 && entry.tries >= 4)) await refused(entry, status, text);
  else return false;
  return true;
}

/** @param {Kept} entry @param {string} text */
async function sent(entry, text) {
  document.dispatchEvent(new Event("barcamp:answered"));
  if (entries.isTap(entry)) mine.setMyTap(entry);
  entries.change(entry, { state: "sent" });
  setTimeout(() => entries.remove(entry), SEEN);
  const form = formOf(entry);
  if (form && drafts.snapshot(form) === snapshotOf(entry, form)) {
    if (!form.matches("[data-clear]")) drafts.settle(form);
    else if (entries.isUnsafe(entry)) drafts.clear(form); // until now it only stood there
  }
  statusline.command("saved");
  await show(text);
}

/** @param {Kept} entry @param {number} status @param {string} text */
async function refused(entry, status, text) {
  const form = formOf(entry);
  const fresh = entries.isNew(entry) && !entry.failed;
  statusline.command("");
  if (fresh && !entry.text) {
    entries.remove(entry);
    return show(text);
  }
  if (
    form &&
    (fresh || status === 422) &&
    (drafts.untouched(form) || drafts.snapshot(form) === snapshotOf(entry, form))
  ) {
    const back = new Map(entry.fields);
    for (const field of drafts.typed(form)) {
      field.value = back.get(field.name) ?? "";
      drafts.keep(field);
    }
    for (const field of form.querySelectorAll("[type=radio], [type=checkbox]"))
      field.checked = back.get(field.name) === field.value;
    for (const field of form.querySelectorAll("[type=time]")) field.value = back.get(field.name) ?? "";
    const sheet = form.closest("details");
    if (sheet) sheet.open = true;
    entries.remove(entry);
    await show(text);
    return commands.beside(form);
  }
  refuse(entry, sentenceIn(text));
}

/** @param {Kept} entry @param {string} sentence */
export const refuse = (entry, sentence) => entries.change(entry, { state: "refused", sentence });
/** @param {string} text */
export const show = (text) => htmx.swap({ text, target: document.body, sourceElement: document.body, swap: "none" });

/** @param {string} text */
export function sentenceIn(text) {
  const partials = [...new DOMParser().parseFromString(text, "text/html").querySelectorAll("hx-partial")];
  const said = partials.map((each) => each.textContent.trim()).filter(Boolean);
  return (said.length > 1 ? said.slice(1) : said).join(" ");
}

/** @param {Kept} entry */
function formOf(entry) {
  const was = new Map(entry.fields);
  return [...document.querySelectorAll("form[hx-post]")].find(
    (form) =>
      form.getAttribute("hx-post") === entry.path &&
      drafts.typed(form).length &&
      drafts.hidden(form).every((field) => was.get(field.name) === field.value)
  );
}

/** @param {Kept} entry @param {Found} form */
function snapshotOf(entry, form) {
  const was = new Map(entry.fields);
  return JSON.stringify(drafts.typed(form).map((field) => was.get(field.name)));
}
