// @ts-check
// What else becomes of the words of an entry that was refused: copied for another app, or sent as a note. The buttons
// are seen from when this is there. The clipboard needs a secure context; what cannot be copied stays marked, so that
// the device's own menu can.

import * as device from "../core/device.js";
import * as page from "../core/page.js";
import * as entries from "./entries.js";
import * as outbox from "./outbox.js";
import * as tray from "./tray.js";

const NOTE = 500; // characters that fit a note; longer words can be copied
const { marked = "", copied = "", jots = "" } = document.querySelector("template[data-entry]")?.dataset ?? {};

/** @type {tray.Fate} */
function copy({ text }, item) {
  const field = document.createElement("textarea");
  const fate = page.the(".fate", item);
  field.readOnly = true;
  field.value = text;
  field.setAttribute("aria-label", marked);
  item.querySelector(".marked")?.remove();
  field.className = "marked";
  page.the(".words", item).after(field);
  field.select();
  const done = document.execCommand?.("copy") ?? false;
  if (done) field.remove();
  fate.setAttribute("role", "status");
  fate.textContent = done ? copied : marked;
}

// What can no longer be a topic is still worth a note: on the wall where everybody is, else of the day's last item,
// or else of the event.
/** @type {tray.Fate} */
function note(entry) {
  const session =
    document.querySelector('#now a[href*="/notes/s"]') ??
    [...document.querySelectorAll('#plan a[href*="/notes/s"]')].at(-1);
  /** @type {[string, string][]} */
  const fields = [
    ["wall", session?.href.split("/").pop() ?? "e"],
    ["text", entry.text]
  ];
  const path = `/${document.body.dataset.code}/${jots}`;
  entries.add({ op: device.newId(), verb: jots, path, text: entry.text, about: "", fields });
  entries.remove(entry);
  outbox.run();
}

tray.later.rescue = { copy, note, mayNote: (entry) => entries.among("near", entry) && entry.text.length <= NOTE };
for (const item of document.querySelectorAll("[data-tray] .outgoing")) delete item.dataset.state; // to be written anew
document.dispatchEvent(new Event("barcamp:entries"));
