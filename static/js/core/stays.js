// @ts-check
// A form that leads back to its own page leaves no step in the history: pressing Back once leads to where one came
// from. What is refused is sent once more by the browser itself, under the same id, so that its page says why.

import * as device from "./device.js";
import * as statusline from "./statusline.js";

let busy = false;

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  const back = form.elements.back?.value;
  if (event.defaultPrevented || !back || form.method !== "post" || form.enctype === "multipart/form-data") return;
  const { pathname, search } = new URL(back, location.href);
  if (pathname !== location.pathname || search) return; // a query makes it another page
  event.preventDefault();
  if (busy) return;
  busy = true;
  const body = new URLSearchParams(/** @type {any} */ (new FormData(/** @type {any} */ (form), submitter)));
  const op = device.newId();
  body.set("op", op);
  try {
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect") stay(back);
    else send(form, { op, ...(submitter?.name && { [submitter.name]: submitter.value }) });
  } catch {
    statusline.command("unsent");
  }
  busy = false;
});

/** @param {string} back */
function stay(back) {
  history.replaceState(null, "", back);
  for (const form of document.forms) form.reset(); // browsers would bring back what was typed
  location.reload();
}

/** @param {Found} form @param {Record<string, string>} fields */
function send(form, fields) {
  for (const [name, value] of Object.entries(fields))
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  HTMLFormElement.prototype.submit.call(form);
}
