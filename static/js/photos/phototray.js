// @ts-check
// Where photos on their way are shown: near their form on the wall, and all of them in "Me".

import * as page from "../core/page.js";
import * as items from "../outbox/items.js";
import { ready } from "../core/ready.js";
import * as photostore from "./photostore.js";
import * as upload from "./upload.js";

// Without one nothing below begins.
const template = /** @type {Found} */ (document.querySelector("template[data-photo-entry]"));
const words = /** @type {Words} */ (template?.dataset);
const { subject } = document.body.dataset;
/** @type {Record<string, KeptPhoto["state"][]>} */
const SHOWN = { notes: ["waiting", "refused", "sent"], all: ["draft", "waiting", "refused", "sent"] };

async function draw() {
  const entries = await photostore.all();
  for (const tray of document.querySelectorAll("[data-phototray]")) {
    const about = tray.dataset.phototray ?? "";
    const shown = entries.filter(
      (entry) => SHOWN[about].includes(entry.state) && (about === "all" || entry.wall === subject)
    );
    items.fill(tray, shown, made, write);
  }
}

/** @param {KeptPhoto} entry */
function made(entry) {
  const item = template.content.firstElementChild.cloneNode(true);
  page.the(".words", item).textContent = entry.description || entry.name;
  const wall = page.the("a", item);
  wall.hidden = entry.wall === subject;
  wall.href = `/${entry.code}/notes/${entry.wall}`;
  const image = page.the("img", item);
  image.hidden = !entry.preview;
  if (entry.preview) image.src = entry.preview;
  item.addEventListener("click", ({ target }) => press(target.closest("button")?.dataset.do, entry));
  return item;
}

/** @param {Found} item @param {KeptPhoto} entry */
function write(item, entry) {
  const done = upload.progress(entry.op);
  const bar = page.the("progress", item);
  const fate = page.the(".fate", item);
  const sending = entry.state === "waiting" && done !== undefined;
  bar.hidden = !sending;
  if (sending) bar.value = String(done);
  bar.setAttribute("aria-label", words.sending.replace("{n}", done ?? 0));
  const waiting = entry.unsafe ? words.unsafe : words.waiting;
  const says =
    /** @type {Record<string, string | undefined>} */ ({
      refused: entry.sentence,
      sent: words.sent,
      draft: entry.sentence || words.draft
    })[entry.state] ?? (sending ? words.sending.replace("{n}", done) : waiting);
  if (fate.textContent !== says) fate.textContent = says;
  item.dataset.state = entry.state;
  const useless = entry.never ? "again" : "other";
  for (const button of item.querySelectorAll("button")) {
    button.hidden =
      entry.state !== "refused" || button.dataset.do === useless || (button.dataset.do === "other" && !chooser());
  }
}

const chooser = () => document.getElementById("f-add-photo-photo");

/** @param {string | undefined} what @param {KeptPhoto} entry */
async function press(what, { op, name }) {
  if (what === "other") chooser()?.click();
  if (what === "other") await photostore.remove(op);
  if (what === "dismiss") await photostore.remove(op);
  if (what === "again") {
    await photostore.change(op, { state: "waiting", tries: 0, until: 0 });
    upload.run();
  }
  if (what === "save") save(await photostore.bytes(op), name);
}

/** @param {ArrayBuffer} bytes @param {string} name */
function save(bytes, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name || `${words.name}.jpg`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

if (template) {
  document.addEventListener("barcamp:photos", draw);
  document.addEventListener("barcamp:progress", ({ detail }) => {
    for (const item of document.querySelectorAll(`[data-phototray] [data-op="${detail.op}"]`)) write(item, detail);
  });
  ready(draw);
  document.addEventListener("htmx:after:swap", draw); // somebody else may be me by now
}
