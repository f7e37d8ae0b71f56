// @ts-check
// Drafts: what somebody is typing is kept on the device from the first character on, until it is sent or emptied.

import { ids, within } from "./came.js";
import * as device from "./device.js";

const known = new WeakSet();
const KINDS = 'input[type="text"], input:not([type]), textarea';

/** @param {Found} form */
export const typed = (form) => Array.from(form.elements).filter((field) => field.name && field.matches(KINDS));
/** @param {Found} form */
export const hidden = (form) =>
  Array.from(form.elements).filter(
    (field) => field.type === "hidden" && !["back", "op"].includes(field.name) && !field.name.startsWith("seen")
  );
/** @param {Found} form */
export const snapshot = (form) => JSON.stringify(typed(form).map((field) => field.value));
/** @param {Found} form */
export const untouched = (form) => typed(form).every((field) => field.value === field.defaultValue);

// Which form it is, and what it is about: the wall of a note, the topic that is edited.
/** @param {Found} field */
const key = (field, kind = "draft") =>
  device.name(kind, [field.id, ...hidden(field.form).map((each) => each.value)].join(":"));
// What stood there when the draft was begun: it is restored with it, so that newer words are never replaced unseen.
/** @param {Found} field @returns {Found | undefined} */
const seen = (field) => field.form.elements[`seen_${field.name}`];

/** @param {Found} field */
export function keep(field) {
  reopen(field.form);
  if (!field.value || field.value === field.defaultValue) return drop(field);
  device.set(key(field), field.value);
  const begun = seen(field);
  if (begun) device.set(key(field, "seen"), begun.value);
}

/** @param {Found} field */
function drop(field) {
  device.remove(key(field));
  device.remove(key(field, "seen"));
}

/** @param {Found} field @param {string} draft */
function recall(field, draft) {
  field.value = draft;
  const begun = seen(field);
  if (begun) begun.value = device.get(key(field, "seen")) ?? begun.value;
}

// Sent as it stands: from now on this is how the form begins.
/** @param {Found} form */
export function settle(form) {
  for (const field of typed(form)) {
    drop(field);
    if (!form.matches("[data-clear]")) field.defaultValue = field.value;
  }
}

// A second tap would be answered by the browser's own "please fill in" on the field that was just emptied.
const sent = new WeakSet();
document.addEventListener(
  "submit",
  (event) => {
    if (!event.target || !sent.has(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true
);
/** @param {Found} form */
function reopen(form) {
  if (sent.delete(form)) form.noValidate = false;
}

/** @param {Found} form */
export function clear(form) {
  form.reset();
  if (form.noValidate) return settle(form);
  sent.add(form);
  form.noValidate = true;
  setTimeout(reopen, 1000, form);
  settle(form);
  if (form.contains(document.activeElement)) typed(form)[0]?.focus({ preventScroll: true });
}

/** @param {string[] | null} came */
function restore(came) {
  for (const form of within(came, "form[hx-post]")) {
    for (const field of typed(form)) {
      if (known.has(field)) continue;
      known.add(field);
      const draft = device.get(key(field));
      if (draft === null || field.value !== field.defaultValue) continue;
      recall(field, draft);
      const sheet = field.closest("details");
      if (sheet?.querySelector("summary")?.getClientRects().length) sheet.open = true;
    }
  }
}

// A form that is about something else from now on: it begins with these values, and a draft of it comes back.
/** @param {Found} form @param {Record<string, string>} values */
export function begin(form, values) {
  for (const field of typed(form)) {
    field.defaultValue = field.value = values[field.name] ?? "";
    const begun = seen(field);
    if (begun) begun.value = field.value;
    const draft = device.get(key(field));
    if (draft !== null && draft !== field.value) recall(field, draft);
    known.add(field);
  }
}

document.addEventListener("input", ({ target }) => {
  if (target?.form?.matches("form[hx-post]") && typed(target.form).includes(target)) keep(target);
});
document.addEventListener("DOMContentLoaded", () => restore(null));
document.addEventListener("htmx:after:swap", ({ detail }) => restore(ids(detail.ctx)));
