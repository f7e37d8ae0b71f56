// @ts-check
// Forms on their way: on phones they go into the outbox; without one, each command is sent at once under an id of its
// own.

import { ids, within } from "./came.js";
import * as device from "./device.js";
import * as drafts from "./drafts.js";
import * as mine from "./mine.js";
import * as statusline from "./statusline.js";

const said = document.getElementById("said");
const sent = new WeakMap();
const once = new WeakMap();

/** @param {Asked["ctx"] | undefined} ctx */
export const posts = (ctx) => ctx?.request?.method === "POST";

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  if (posts(ctx) && !ctx.request.body.has("op")) ctx.request.body.set("op", device.newId());
});

// A form that a push has removed is no longer there to hear its answer: then the target is the document.
document.addEventListener("htmx:before:request", ({ target, detail: { ctx } }) => {
  if (!posts(ctx)) return;
  if (target.matches?.("form")) sent.set(target, drafts.snapshot(target));
  once.set(ctx, target.closest?.("details[data-once]")?.id);
  statusline.command("sending");
});

document.addEventListener("htmx:after:request", ({ target, detail: { ctx } }) => {
  if (!posts(ctx)) return;
  const well = ctx.response.status < 300;
  const heard = well || ctx.text.includes("<hx-partial");
  statusline.command(well ? "saved" : heard ? "" : "unsent");
  // Only what was sent is cleared; anything typed since then stays.
  if (well) fold(document.getElementById(once.get(ctx)));
  if (well && target.matches?.("form[data-clear]") && sent.get(target) === drafts.snapshot(target))
    drafts.clear(target);
});

// The next entry would come to lie where the finger still is. A push may have removed what had the focus.
/** @param {Found | null} list */
function fold(list) {
  if (!list) return;
  const inside = /** @type {unknown[]} */ ([...list.querySelectorAll(":focus"), document.body]).includes(
    document.activeElement
  );
  list.open = false;
  if (inside) list.querySelector("summary")?.focus({ preventScroll: true });
}

// A sheet may cover the line that says why not, or the line is far away: it is said where the finger is, too.
/** @param {Found} form */
export function beside(form) {
  /** @type {Found | HTMLElement | undefined} */
  let place = [...form.querySelectorAll(".field-error")].find((each) => each.textContent.trim());
  if (!place) {
    place = Object.assign(document.createElement("p"), {
      className: "field-error refusal",
      tabIndex: -1,
      textContent: said?.textContent
    });
    form.insertBefore(place, form.querySelector(":scope > button"));
    if (!form.contains(document.activeElement)) place.focus();
  }
  for (const each of [place.nextElementSibling, place]) each?.scrollIntoView({ block: "nearest" });
}
for (const sign of /** @type {const} */ (["input", "submit"]))
  document.addEventListener(sign, ({ target }) => (target.form ?? target).querySelector(".refusal")?.remove(), true);

document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (!posts(ctx)) return;
  if (said) said.textContent = "";
  statusline.command("unsent");
  mine.paint();
});

document.addEventListener("htmx:after:swap", ({ target, detail: { ctx } }) => {
  if (posts(ctx) && ctx.response.status > 299 && target.matches("form") && drafts.typed(target).length) beside(target);
  for (const complaint of within(ids(ctx), ".field-error")) {
    const field = (complaint.closest("form") ?? document).querySelector(`[aria-describedby~="${complaint.id}"]`);
    if (complaint.textContent.trim()) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  }
  // A refused vote was painted too early.
  if (said?.textContent.trim()) mine.paint();
});

// A refusal stays until the next tap; scrolling is not one.
document.addEventListener(
  "click",
  () => {
    if (said) said.textContent = "";
  },
  true
);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (event.target.matches("textarea[data-enter-sends]")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});
