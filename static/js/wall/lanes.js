// @ts-check
// From the width of a laptop on, sections are lanes side by side, and at the foot of each one writes. The feet stand
// outside of what is pushed, so that nobody's words lie in its way.

import { any, ids } from "../core/came.js";
import * as drafts from "../core/drafts.js";
import * as lists from "../core/lists.js";
import * as page from "../core/page.js";
import { ready } from "../core/ready.js";
import { lanes, sectionOf } from "../moving/places.js";
import { choose } from "./wall.js";

const WIDE = matchMedia("(min-width: 56.25rem) and (min-height: 32em)");
const NEAR = 48; // pixels from the end of a lane: whoever is there reads what comes
const { subject } = document.body.dataset;
// Where nobody may write none of these are there, and there are no feet.
const feet = /** @type {Found} */ (document.getElementById("feet"));
const writing = /** @type {Found} */ (document.getElementById("write"));
const source = /** @type {Found} */ (document.querySelector("form.write-note"));
const board = () => document.getElementById(`on_${subject}`);
/** @param {HTMLElement} lane */
const list = (lane) => page.the(".groups", lane);
/** @param {HTMLElement} lane */
const offered = (lane) => Boolean(lane.querySelector(".add"));
/** @param {HTMLElement} lane */
const footOf = (lane) => document.getElementById(`foot_${sectionOf(lane)}`);

function arrange() {
  const side = WIDE.matches && lanes().length > 1;
  document.body.toggleAttribute("data-lanes", side);
  const archived = document.getElementById("phase")?.dataset.archived === "yes";
  const row = board();
  for (const lane of lanes()) reach(list(lane), lane.getAttribute("aria-labelledby") ?? "", side && archived);
  if (row) reach(row, "wall-title", side && row.scrollWidth > row.clientWidth);
  if (!feet || !source) return;
  feet.hidden = !side;
  writing.toggleAttribute("data-elsewhere", side);
  if (!side) return bringHome();
  for (const foot of [...feet.children]) if (!lanes().some((lane) => footOf(lane) === foot)) leave(foot);
  const wanted = lanes().map((lane) => footOf(lane) ?? made(lane));
  const fresh = wanted.filter((foot) => !foot.isConnected);
  lists.arrange(feet, wanted);
  for (const foot of fresh) htmx.process(foot); // which passes over what is not in the page yet
  for (const lane of lanes()) label(/** @type {Found} */ (footOf(lane)), lane);
  takeAlong();
  follow();
}

// What scrolls is reached by keys and has a name: a lane where nothing in it is, and all of them where they do not fit.
/** @param {Found} scroller @param {string} named @param {boolean} alone */
function reach(scroller, named, alone) {
  /** @type {Record<string, string>} */
  const values = alone ? { tabindex: "0", role: "group", "aria-labelledby": named } : {};
  for (const attribute of ["tabindex", "role", "aria-labelledby"])
    if (values[attribute]) scroller.setAttribute(attribute, values[attribute]);
    else scroller.removeAttribute(attribute);
}

/** @param {HTMLElement} lane */
function made(lane) {
  const foot = Object.assign(document.createElement("div"), {
    id: `foot_${sectionOf(lane)}`,
    className: "foot-of-lane"
  });
  if (!offered(lane)) return foot;
  const form = source.cloneNode(true);
  form.querySelector(".section")?.remove();
  form.append(
    Object.assign(document.createElement("input"), { type: "hidden", name: "section", value: sectionOf(lane) })
  );
  for (const each of form.querySelectorAll("[id], [for], [aria-describedby]"))
    for (const attribute of ["id", "for", "aria-describedby"])
      if (each.hasAttribute(attribute))
        each.setAttribute(attribute, `${each.getAttribute(attribute)}-${sectionOf(lane)}`);
  page.the("textarea", form).setAttribute("placeholder", `${feet.dataset.within} …`);
  form.toggleAttribute("data-next-step", lane.dataset.kind === "next");
  foot.append(form);
  drafts.begin(form, {});
  return foot;
}

/** @param {Found} foot @param {HTMLElement} lane */
function label(foot, lane) {
  const place = foot.querySelector("textarea");
  const says = lane.querySelector(".add .unseen")?.textContent;
  if (place && says) place.setAttribute("aria-label", says);
}

// The organiser took the lane away while somebody wrote in it: the words go on in another one.
/** @param {Found} foot */
function leave(foot) {
  const words = foot.querySelector("textarea")?.value;
  foot.remove();
  if (!words) return;
  const next = feet.querySelector("textarea") ?? page.the("textarea", source);
  next.value = [next.value, words].filter(Boolean).join("\n");
  drafts.keep(next);
}

// The window became narrow or wide: what was begun is gone on with where one writes there.
function bringHome() {
  const begun = [...feet.querySelectorAll("textarea")].find((field) => field.value);
  if (begun && carry(begun, page.the("textarea", source))) choose(begun.form.elements.section.value);
}

function takeAlong() {
  const chosen = source.querySelector("select")?.value;
  const field = document.querySelector(`#foot_${chosen} textarea`) ?? feet.querySelector("textarea");
  if (field) carry(page.the("textarea", source), field);
}

/** @param {Found} from @param {Found} to */
function carry(from, to) {
  if (!from.value || to.value) return false;
  to.value = from.value;
  from.value = "";
  for (const field of [from, to]) drafts.keep(field);
  return true;
}

/** @type {Found | null} */
let followed = null;
// Lanes and their feet are scrolled sideways together.
function follow() {
  const row = board();
  if (!row || followed === row) return;
  followed = row;
  for (const [one, other] of [
    [row, feet],
    [feet, row]
  ])
    one.addEventListener("scroll", () => {
      if (other.scrollLeft !== one.scrollLeft) other.scrollLeft = one.scrollLeft;
    });
}

// Where a lane was read to its end, what comes is seen; and what I wrote myself, always.
/** @type {HTMLElement[]} */
let atEnd = [];
/** @type {Map<string, number>} */
const awaited = new Map(); // lanes in which I have written, and how many cards they had
/** @param {HTMLElement} lane */
const cards = (lane) => lane.querySelectorAll(".note").length;
/** @param {Element} scroller */
const restOf = ({ scrollHeight, clientHeight, scrollTop }) => scrollHeight - clientHeight - scrollTop;

feet?.addEventListener("submit", ({ target }) => {
  const lane = lanes().find((each) => footOf(each)?.contains(target));
  if (lane) awaited.set(sectionOf(lane), cards(lane));
});
document.body.addEventListener("barcamp:showing", () => {
  const side = document.body.hasAttribute("data-lanes");
  atEnd = side ? lanes().filter((lane) => restOf(list(lane)) < NEAR) : [];
});
document.body.addEventListener("barcamp:shown", () => {
  for (const lane of lanes()) {
    const came = cards(lane) > (awaited.get(sectionOf(lane)) ?? Infinity);
    if (came) awaited.delete(sectionOf(lane));
    if (came || atEnd.includes(lane)) toEnd(list(lane));
  }
});
// Cards have their real height once they come into sight; until then the end is where it was reckoned to be.
/** @param {Found} scroller */
function toEnd(scroller, again = 2) {
  scroller.scrollTop = scroller.scrollHeight;
  if (again) requestAnimationFrame(() => toEnd(scroller, again - 1));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.add");
  const place = WIDE.matches && link && document.getElementById(`foot_${link.dataset.section}`);
  if (!place) return;
  event.preventDefault();
  place.querySelector("textarea")?.focus();
});

window.addEventListener("resize", arrange);
document.addEventListener("htmx:after:swap", ({ detail }) => {
  if (any(ids(detail.ctx), "wall", "section", "phase", "on")) arrange();
});
ready(arrange);
