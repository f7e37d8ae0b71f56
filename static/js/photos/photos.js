// @ts-check
// Choosing photos and saying what can be seen. They are in the photostore from the first moment on: a reload in between
// loses neither photos nor words.

import * as device from "../core/device.js";
import * as items from "../outbox/items.js";
import * as photostore from "./photostore.js";
import { shrink } from "./shrink.js";
import * as upload from "./upload.js";

const form = device.person() ? document.getElementById("add-photo") : null;
const template = document.getElementById("undeveloped");
const { subject } = document.body.dataset;
const [input, list, status, button] = ["[type=file]", ".undeveloped", ".preparing", ".send"].map((each) =>
  form?.querySelector(each)
);
let preparing = Promise.resolve();
let busy = 0;

// One after the other: a phone cannot hold several in its memory.
function choose(files) {
  for (const file of files) {
    say(1);
    preparing = preparing
      .then(() => keep(file))
      .catch((error) => console.error(error))
      .finally(() => say(-1));
  }
}

async function keep(file) {
  const { bytes, type, preview } = await shrink(file);
  await photostore.add(
    {
      op: device.newId(),
      wall: subject,
      path: new URL(form.action).pathname,
      name: file.name,
      description: "",
      type,
      preview,
      state: "draft"
    },
    bytes
  );
}

function say(more) {
  busy += more;
  status.textContent = busy ? status.dataset.says : "";
  button.disabled = busy > 0;
}

async function draw() {
  const drafts = (await photostore.all()).filter((entry) => entry.state === "draft" && entry.wall === subject);
  items.fill(list, drafts, made, () => {});
  button.hidden = !drafts.length;
}

function made(entry) {
  const item = template.content.firstElementChild.cloneNode(true);
  const field = item.querySelector("textarea");
  const image = item.querySelector("img");
  const error = item.querySelector(".field-error");
  if (entry.preview) Object.assign(image, { src: entry.preview, alt: entry.name });
  else image.replaceWith(Object.assign(document.createElement("p"), { textContent: entry.name }));
  field.id = `seen-${entry.op}`;
  field.value = entry.description;
  item.querySelector("label").htmlFor = field.id;
  item.querySelector(".hint").id = `why-${entry.op}`;
  error.id = `not-${entry.op}`;
  error.textContent = entry.sentence ?? ""; // why it came back
  field.setAttribute("aria-describedby", `why-${entry.op} not-${entry.op}`);
  field.setAttribute("aria-invalid", Boolean(entry.sentence));
  field.addEventListener("input", () => photostore.change(entry.op, { description: field.value }));
  item.querySelector("button").addEventListener("click", () => photostore.remove(entry.op));
  return item;
}

async function send(event) {
  event.preventDefault();
  await preparing;
  for (const item of [...list.children]) {
    await photostore.change(item.dataset.op, {
      state: "waiting",
      sentence: "",
      description: item.querySelector("textarea").value
    });
  }
  input.focus({ preventScroll: true });
  upload.run();
}

if (form) {
  input.multiple = true;
  input.required = false;
  form.querySelector(".alone").hidden = true;
  input.addEventListener("change", () => {
    choose([...input.files]);
    input.value = "";
  });
  form.addEventListener("submit", send);
  document.addEventListener("barcamp:photos", draw);
  document.addEventListener("DOMContentLoaded", draw);
}
