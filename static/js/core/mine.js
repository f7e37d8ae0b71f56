// @ts-check
// Paints what is mine over what is everybody's: shared fragments are the same bytes for all.

import * as entries from "../outbox/entries.js";
import { any, ids, within } from "./came.js";
import * as live from "./live.js";
import * as page from "./page.js";

/** @param {string} name */
const listed = (name) => (document.getElementById("mine")?.dataset[name] ?? "").split(" ").filter(Boolean);

let behind = false; // the sentence about my votes, not the votes
/** @returns {Record<string, Set<string>>} */
const known = () => ({
  votes: new Set(listed("votes")),
  goes: new Set(listed("goes")),
  skips: new Set(listed("skips"))
});
let shown = known();

// The rule of queries/plan/going.py: interest counts as going, and what was said about a session overrides it.
/** @param {ReturnType<typeof known>} sets @param {string} topic */
const goesTo = ({ votes, goes, skips }, topic) => goes.has(topic) || (votes.has(topic) && !skips.has(topic));
/** @param {Piece} element */
const isWanted = (element) =>
  element.matches(".topic, .slip") ? shown.votes.has(element.dataset.topic) : goesTo(shown, element.dataset.topic);

/** @param {ReturnType<typeof known>} sets @param {Entry} entry */
function tap({ votes, goes, skips }, entry) {
  if (!entries.isTap(entry)) return;
  const { topic } = entry;
  const on = entries.puts(entry);
  if (entries.isVote(entry)) votes[on ? "add" : "delete"](topic);
  else {
    goes[on ? "add" : "delete"](topic);
    skips[on ? "delete" : "add"](topic);
  }
}

// What I want by now, over what the server knows.
function wanted() {
  const sets = known();
  for (const entry of entries.waiting()) tap(sets, entry);
  return sets;
}

// What came, or the whole page; and whatever is mine by now and not painted as such yet, wherever it is.
/** @param {string[] | null} [came] */
export function paint(came = null) {
  repaint();
  /** @param {string} selector */
  const changed = (selector) => within(any(came, "mine") ? null : came, selector);
  const topics = new Set(listed("topics"));
  const notes = new Set(listed("notes"));
  for (const button of changed("button.interest")) paintTap(button);
  for (const element of changed("[data-topic]")) {
    element.toggleAttribute("data-wanted", isWanted(element));
    element.toggleAttribute("data-own", topics.has(element.dataset.topic));
  }
  for (const card of changed(":is(#topics > .topic, #plan .session)[data-own]"))
    if (!card.querySelector(".own")) card.lastElementChild?.before(wayTo(card));
  for (const element of changed("[data-note]")) {
    element.toggleAttribute("data-own", notes.has(element.dataset.note));
  }
  const phase = document.getElementById("phase")?.dataset ?? {};
  for (const each of within(any(came, "mine", "phase") ? null : came, "[data-opens]")) {
    const name = each.dataset.opens;
    const shut = name === "archive" ? phase.archived === "yes" : phase[name] === "closed" || phase.archived === "yes";
    each.toggleAttribute("data-closed", shut);
  }
  document.body.toggleAttribute("data-past", phase.archived === "yes");
  painted(came);
  document.body.removeAttribute("data-unpainted");
}

// Only the topic's owner needs the way to change it.
/** @param {Piece} card */
function wayTo(card) {
  const way = page.the("#own-topic").content.cloneNode(true);
  const link = page.the("a", way);
  link.href += card.dataset.topic;
  page.the(".unseen", link).textContent = `: ${page.the("h3, strong", card).textContent}`;
  return way;
}

// My taps change in few topics at a time, wherever these stand.
function repaint() {
  const before = shown;
  shown = wanted();
  const all = [before, shown].flatMap((sets) => Object.values(sets)).flatMap((set) => [...set]);
  /** @param {string} topic */
  const differ = (topic) => ["votes", "goes", "skips"].some((set) => before[set].has(topic) !== shown[set].has(topic));
  const topics = [...new Set(all)].filter(differ);
  for (const topic of topics) show(topic);
  return topics.length;
}

/** @param {string} topic */
function show(topic) {
  for (const element of within(null, `[data-topic="${topic}"]`))
    element.toggleAttribute("data-wanted", isWanted(element));
  for (const button of document.querySelectorAll(`button.interest[value="${topic}"]`)) paintTap(button);
}

/** @param {string[] | null} [came] */
const painted = (came = null) => document.dispatchEvent(new CustomEvent("barcamp:painted", { detail: came }));

/** @param {Found} button */
const isPressed = ({ value, dataset }) => (dataset.go ? goesTo(shown, value) : shown.votes.has(value));

/** @param {Found} button */
function paintTap(button) {
  const { dataset, form } = button;
  const pressed = isPressed(button);
  button.setAttribute("aria-pressed", String(pressed));
  if (dataset.go) dataset.go = pressed ? "skip" : "choose";
  else {
    const address = `/${document.body.dataset.code}/${entries.toggles("votes", !pressed)}`;
    form.setAttribute("action", address);
    form.setAttribute("hx-post", address);
  }
}

// The server does not draw the answer to a tap: what it changed is known here.
/** @param {Entry} entry */
export function setMyTap(entry) {
  const sets = known();
  const mine = document.getElementById("mine");
  tap(sets, entry);
  for (const name in sets) if (mine) mine.dataset[name] = [...sets[name]].join(" ");
  if (repaint()) painted();
  behind = true;
  count();
}

function count() {
  if (!behind || document.body.dataset.tab !== "me") return;
  behind = false;
  live.refreshMine();
}

// A topic that went (merged, hidden) or came back changes what is mine. Not all phones of a room should ask at the same
// moment.
const SPREAD = 2500;
/** @type {Set<string> | null} */
let there = null;
const gone = new Set();

/** @param {string[] | null} [came] */
function notice(came = null) {
  const list = document.getElementById("topics");
  if (!list || !document.getElementById("mine")) return;
  if (there && came && !gone.size) {
    for (const id of came) if (document.getElementById(id)?.parentElement === list) there.add(id.split("_")[1]);
    if (there.size === list.childElementCount) return; // none went
  }
  const now = new Set([...list.children].map(({ id }) => id.split("_")[1]));
  const left = there ? [...there].filter((id) => !now.has(id)) : [];
  const back = [...now].filter((id) => gone.delete(id));
  for (const id of left) gone.add(id);
  there = now;
  if (left.length || back.length) setTimeout(() => live.refreshMine(), Math.random() * SPREAD);
}

document.addEventListener("htmx:after:swap", ({ detail }) => {
  const came = ids(detail.ctx);
  paint(came);
  if (any(came, "topic")) notice(came);
});
document.addEventListener("DOMContentLoaded", () => notice());
document.addEventListener("barcamp:entries", () => {
  if (repaint()) painted();
});
new MutationObserver(count).observe(document.body, { attributeFilter: ["data-tab"] });
document.addEventListener("DOMContentLoaded", () => paint());

/** The topics that I am interested in by now. */
export const votes = () => [...shown.votes];

/** @param {Tap} entry */
export const showMyTap = (entry) => {
  tap(shown, entry);
  show(entry.topic);
  painted();
};
/** @param {Tap} entry */
export const knowsMyTap = (entry) =>
  (entries.isVote(entry) ? known().votes.has(entry.topic) : goesTo(known(), entry.topic)) === entries.puts(entry);
/** @param {Found} button */
export const tapMeans = (button) => entries.toggles(button.dataset.go ? "goes" : "votes", !isPressed(button));
