// @ts-check
// Several lines pasted or typed where one writes become several cards, after a look at them. Until they are on their way
// the text stays in its field; as one card it goes from there.

import * as drafts from "../core/drafts.js";
import * as page from "../core/page.js";
import * as plurals from "../core/plurals.js";
import * as listed from "./listed.js";

// None of these are there where nobody may write; then nothing below begins.
const sheet = /** @type {Found} */ (document.getElementById("several"));
const form = /** @type {Found} */ (sheet?.querySelector("form.write-notes"));
const list = /** @type {Found} */ (sheet?.querySelector("ol"));
const title = /** @type {Found} */ (document.getElementById("several-title"));
const words = /** @type {Words} */ (sheet?.dataset);
/** @type {Found | null} */
let source = null;
let whole = false;

/** @param {Found} element */
const writes = (element) => (sheet ? element.closest?.("form.write-note") : null);
const fields = () => [...list.querySelectorAll("textarea")];
const lines = () => fields().map((field) => field.value.replace(/\s+/g, " ").trim());
const written = () => lines().filter(Boolean);
// A next step that says who or until when is one card.
/** @param {Found} form */
const single = ({ elements }) => ["who", "until"].some((name) => elements[name]?.value);

/** @param {Found} from @param {string[]} items */
function open(from, items) {
  source = from;
  form.elements.section.value = from.elements.section?.value ?? "0";
  page.the(".lane", sheet).textContent = laneOf(from.elements.section?.value);
  list.replaceChildren(...items.map(made));
  look();
  sheet.hidden = false;
  title.focus();
}

/** @param {string | undefined} section */
const laneOf = (section) => document.querySelector(`#choice-${section || 0}`)?.textContent ?? "";

/** @param {string} text */
function made(text) {
  const item = page.the("template", sheet).content.firstElementChild.cloneNode(true);
  page.the("textarea", item).value = text;
  return item;
}

// What it says about the lines as they stand now, and the text that is sent.
function look() {
  const said = written();
  [...list.children].forEach((item, at) => {
    const { length } = lines()[at];
    const long = length > Number(words.longest);
    const field = page.the("textarea", item);
    field.ariaLabel = words.card.replace("{n}", at + 1);
    page.the(".unseen", item).textContent = words.remove.replace("{n}", at + 1);
    page.the(".field-error", item).textContent = long ? words.tooLong.replace("{n}", length) : "";
    if (long) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  });
  const over = said.length - Number(words.most);
  title.textContent = plurals.counted(words.title, said.length);
  page.the(":scope > .field-error", sheet).textContent = over > 0 ? plurals.counted(words.tooMany, over) : "";
  form.elements.text.value = said.join("\n");
  page.the(".button", form).setAttribute("aria-disabled", String(wrong()));
}

const wrong = () =>
  !written().length ||
  written().length > Number(words.most) ||
  written().some(({ length }) => length > Number(words.longest));

function close() {
  if (!sheet || sheet.hidden) return;
  sheet.hidden = true;
  list.replaceChildren();
  form.reset();
  const field = source?.isConnected ? source.querySelector("textarea") : document.querySelector("#write textarea");
  field?.focus({ preventScroll: true });
}

/** @param {Found} item */
function leaveOut(item) {
  const next = item.nextElementSibling ?? item.previousElementSibling;
  item.remove();
  look();
  (next?.querySelector("button") ?? title).focus();
}

document.addEventListener(
  "submit",
  (event) => {
    const { target } = event;
    const stops = target === form ? wrong() : !whole && asks(target);
    if (!stops) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (target === form) (list.querySelector("[aria-invalid]") ?? title).focus();
  },
  true
);

/** Whether what stands in this form is more than one card, which is asked for. @param {Found} target */
export function asks(target) {
  if (!writes(target) || single(target)) return false;
  const found = listed.items(target.elements.text.value);
  if (found.length > 1) open(target, found);
  return found.length > 1;
}

document.addEventListener("paste", (event) => {
  const from = writes(event.target);
  if (from && listed.items(event.clipboardData?.getData("text/plain") ?? "").length > 1) setTimeout(asks, 0, from);
});

// They are among the entries of this device now, which has emptied the form that it sends.
document.addEventListener("htmx:config:request", ({ target }) => {
  if (target !== form || form.elements.text.value) return;
  if (source?.isConnected) drafts.clear(source);
  close();
});

sheet?.addEventListener("input", look);
sheet?.addEventListener("click", (event) => {
  const { target } = event;
  const item = target.closest("[data-leave-out]")?.closest("li");
  if (item) leaveOut(item);
  if (target.closest("[data-close]")) close();
  if (!target.closest("[data-whole]")) return;
  close();
  whole = true;
  source?.requestSubmit();
  whole = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
