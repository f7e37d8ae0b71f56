// @ts-check
// What can be done with the cards that were chosen: they go to a section, become a group, or are withdrawn.

import * as page from "../core/page.js";
import * as plurals from "../core/plurals.js";
import { isBusy } from "../moving/busy.js";
import * as chosen from "../moving/chosen.js";
import * as move from "../moving/move.js";
import * as places from "../moving/places.js";
import * as reply from "../moving/reply.js";
import { says } from "../moving/said.js";
import { isTyped } from "../together/typed.js";
import * as choose from "./choose.js";

const bar = page.the(".moving .selecting");
const [count, beside, sections, asks, withdrawing] = [".count", ".beside", "select", "details", ".withdraw-notes"].map(
  (each) => page.the(each, bar)
);
/** What was sent and not answered yet. @type {{ form: any, cards: string, number: number, since: number } | null} */
let sent = null;

// In the order in which they stand. Only one's own are withdrawn, also by moderators: others' one at a time, on their page.
const there = () => choose.cards().filter((card) => card.hasAttribute("data-chosen"));
const mine = () => there().filter((card) => card.hasAttribute("data-own"));

document.addEventListener("barcamp:chosen", ({ detail: { theirs, over } }) => {
  const { length } = chosen.all();
  const inside = bar.contains(document.activeElement);
  bar.hidden = !length;
  asks.open = false;
  count.textContent = length ? plurals.counted(says.selected, length) : "";
  const rest = [theirs && plurals.counted(says.theirs, theirs), over && plurals.counted(says.over, over)];
  beside.textContent = length ? rest.filter(Boolean).join(" ") : "";
  if (!length && inside) places.headOf()?.focus({ preventScroll: true });
  if (length) fill();
  move.above();
});

function fill() {
  const kept = sections.value;
  const lanes = places.lanes();
  sections.replaceChildren(...lanes.map((lane) => new Option(places.nameOf(lane), places.sectionOf(lane))));
  if (lanes.some((lane) => places.sectionOf(lane) === kept)) sections.value = kept;
  page.the(".to-lane", bar).hidden = lanes.length < 2;
  const few = there().length < 2;
  page.the("[data-do=group]", bar).setAttribute("aria-disabled", String(few));
  const all = there().length;
  const own = mine().length;
  asks.hidden = !own;
  page.the(".asked", asks).textContent =
    plurals.counted(says.withdraws, own) + (own < all ? ` ${plurals.counted(says.notWithdrawn, all - own)}` : "");
}

function group() {
  const all = there();
  if (all.length < 2) return move.tellShortly(says.oneAlone);
  const onto = all.find((card) => places.groupOf(card.parentElement)) ?? all[0];
  move.sendMany(chosen.all(), { section: "0", place: `onto-${places.named(onto)}` });
}

bar.addEventListener("click", (/** @type {{ target: any }} */ { target }) => {
  const act = target.closest("[data-do]")?.dataset.do;
  if (act === "move") move.sendMany(chosen.all(), { section: sections.value, place: "last" });
  if (act === "group") group();
  if (act === "cancel") choose.letGo();
});
withdrawing.addEventListener(
  "submit",
  () => {
    withdrawing.elements.cards.value = move.named(mine().map(choose.nameOf));
    sent = { form: withdrawing, cards: withdrawing.elements.cards.value, number: mine().length, since: Date.now() };
  },
  { capture: true }
);
reply.listen(
  "cards",
  () => sent,
  (well) => {
    const number = sent?.number ?? 0;
    sent = null;
    if (!well) return;
    choose.letGo();
    move.tellShortly(plurals.counted(says.withdrawn, number));
  }
);

// Before that of a single card: see cards/picked.js.
document.addEventListener(
  "keydown",
  (event) => {
    if (!["Delete", "Backspace"].includes(event.key) || isTyped(event.target) || isBusy() || !there().length) return;
    event.preventDefault();
    if (asks.hidden) return move.tellShortly(says.notWritten);
    asks.open = true;
    page.the("button", asks).focus();
  },
  { capture: true }
);
