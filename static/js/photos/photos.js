// @ts-check
// Choosing photos and saying what can be seen. They are in the photostore from the first moment on: a reload in between
// loses neither photos nor words.

import * as device from "../core/device.js";
import * as page from "../core/page.js";
import * as items from "../outbox/items.js";
import * as photostore from "./photostore.js";
import { shrink } from "./shrink.js";
import * as upload from "./upload.js";

const form = device.person() ? document.getElementById("add-photo") : null;
const { subject } = document.body.dataset;
// All of them are there where the form is.
const [input, list, status, button] = ["[type=file]", ".undeveloped", ".preparing", ".send"].map(
  (each) => /** @type {Found} */ (form?.querySelector(each))
);
let preparing = Promise.resolve();
let busy = 0;

// Where one wrote last: at the foot of a lane, or in the one form for all sections.
let foot = "";
document.addEventListener("focusin", ({ target }) => {
  foot = target.closest?.(".foot-of-lane")?.id.split("_")[1] ?? foot;
});
const section = () =>
  (document.body.hasAttribute("data-lanes") && foot) || document.querySelector("#write select")?.value || "";

/** Pictures that were pasted or dropped on the wall, in a section of it if one is given. @param {File[]} files
 * @param {string} [lane] */
export async function take(files, lane) {
  if (!form?.checkVisibility() || !files.length) return;
  if (lane) foot = lane;
  choose(files);
  form.scrollIntoView({ block: "end" });
  await preparing;
  await draw();
  list.lastElementChild?.querySelector("textarea")?.focus();
}

// One after the other: a phone cannot hold several in its memory.
/** @param {File[]} files */
function choose(files) {
  for (const file of files) {
    say(1);
    preparing = preparing
      .then(() => keep(file))
      .catch((error) => console.error(error))
      .finally(() => say(-1));
  }
}

/** @param {File} file */
async function keep(file) {
  const { bytes, type, preview } = await shrink(file);
  await photostore.add(
    {
      op: device.newId(),
      wall: subject ?? "",
      path: new URL(/** @type {Found} */ (form).action).pathname,
      name: file.name,
      description: "",
      section: section(),
      type,
      preview,
      state: "draft"
    },
    bytes
  );
}

/** @param {number} more */
function say(more) {
  busy += more;
  status.textContent = busy ? (status.dataset.says ?? "") : "";
  button.disabled = busy > 0;
}

async function draw() {
  const drafts = (await photostore.all()).filter((entry) => entry.state === "draft" && entry.wall === subject);
  items.fill(list, drafts, made, () => {});
  button.hidden = !drafts.length;
}

/** @param {KeptPhoto} entry */
function made(entry) {
  const item = page.the("#undeveloped").content.firstElementChild.cloneNode(true);
  const field = page.the("textarea", item);
  const image = page.the("img", item);
  const error = page.the(".field-error", item);
  if (entry.preview) Object.assign(image, { src: entry.preview, alt: entry.name });
  else image.replaceWith(Object.assign(document.createElement("p"), { textContent: entry.name }));
  field.id = `seen-${entry.op}`;
  field.value = entry.description;
  page.the("label", item).htmlFor = field.id;
  page.the(".hint", item).id = `why-${entry.op}`;
  error.id = `not-${entry.op}`;
  error.textContent = entry.sentence ?? ""; // why it came back
  field.setAttribute("aria-describedby", `why-${entry.op} not-${entry.op}`);
  field.setAttribute("aria-invalid", Boolean(entry.sentence));
  field.addEventListener("input", () => photostore.change(entry.op, { description: field.value }));
  page.the("button", item).addEventListener("click", () => photostore.remove(entry.op));
  return item;
}

/** @param {Event} event */
async function send(event) {
  event.preventDefault();
  await preparing;
  for (const item of [...list.children]) {
    await photostore.change(item.dataset.op ?? "", {
      state: "waiting",
      sentence: "",
      description: page.the("textarea", item).value
    });
  }
  input.focus({ preventScroll: true });
  upload.run();
}

if (form) {
  input.multiple = true;
  input.required = false;
  page.the(".alone", form).hidden = true;
  input.addEventListener("change", () => {
    choose([...input.files]);
    input.value = "";
  });
  form.addEventListener("submit", send);
  document.addEventListener("barcamp:photos", draw);
  document.addEventListener("DOMContentLoaded", draw);
}
