// @ts-check
// Sections that were put in order, by support or by points: that it was done, and how to take it back.

import * as move from "./move.js";
import * as reply from "./reply.js";
import { says } from "./said.js";

const receipt = /** @type {any} */ (document.querySelector(".moving .ordered"));
/** @type {any} */
const sheet = document.getElementById("order-sheet");
const undo = receipt.querySelector("form");
/** What was sent and not answered yet. @type {{ form: any, section: string, since: number } | null} */
let sent = null;

/** @param {string} section */
const nameOf = (section) => {
  const field = [...(sheet?.querySelectorAll(".order-lane [name=section]") ?? [])].find(
    (each) => each.value === section
  );
  return field?.form.querySelector(".name").textContent ?? "";
};

document.addEventListener(
  "submit",
  ({ target }) => {
    const form = /** @type {any} */ (target);
    if (form.matches(".order-lane, .undo-order"))
      sent = { form, section: form.elements.section.value, since: Date.now() };
  },
  true
);

// By points, or by support.
const counts = () => /** @type {any} */ (document.querySelector(".lanes-to-order"))?.dataset.by === "points";

function answered() {
  if (!sent) return;
  const { form, section } = sent;
  sent = null;
  if (move.isHeld()) return;
  const back = form.matches(".undo-order");
  move.settle();
  move.tell(
    move.filled(back ? says.asBefore : counts() ? says.orderedByPoints : says.ordered, { lane: nameOf(section) })
  );
  undo.elements.section.value = section;
  receipt.hidden = back;
  // What could be taken back when the page was opened is taken back.
  for (const old of back ? (sheet?.querySelectorAll(".undo-order") ?? []) : [])
    if (old.elements.section.value === section) old.hidden = true;
}

reply.listen(
  "section",
  () => sent,
  (well) => {
    if (well) answered();
    else sent = null;
  }
);
