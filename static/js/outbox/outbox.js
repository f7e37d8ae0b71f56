// The outbox: every deed of the phone goes into it first and is sent from it, in order, under the same id each try,
// until the server gives a definite answer. Online that takes a blink; offline it takes as long as it takes. What somebody
// in between refuses steps aside for those behind it, unless they are about the same thing: the newest must come last.

import * as commands from "../core/commands.js";
import * as device from "../core/device.js";
import * as drafts from "../core/drafts.js";
import * as live from "../core/live.js";
import * as mine from "../core/mine.js";
import * as statusline from "../core/statusline.js";
import * as answers from "./answers.js";
import * as letters from "./letters.js";

const TIMEOUT = 15000, LEASE = 20000, SLOWEST = 20000, IMPATIENT = 3000, VOTE_LIFE = 120000, TRIES = 3;
const words = document.querySelector("template[data-letter]")?.dataset;
let running = false, again = false, failures = 0, retry = 0, flight = null, away = null;

const takes = (form) => Boolean(words && device.person() && form.matches("form") && form.enctype !== "multipart/form-data");

function take(form, path, fields) {
  const op = device.newId();
  const verb = path.split("?")[0].split("/").pop();
  const text = drafts.typed(form).map((field) => field.value).filter(Boolean).join("\n");
  const about = form.closest("article, li")?.querySelector("h3, .text")?.textContent ?? "";
  const letter = { op, verb, path, text, about, topic: new Map(fields).get("topic"), fields: fields.filter(([name]) => name !== "op") };
  if (letters.isTap(letter)) return tap(letter);
  if (letters.add(letter) && form.matches("[data-clear]")) drafts.clear(form);
  if (letters.waiting().length) statusline.deed("sending");
  run();
}

document.addEventListener("htmx:config:request", (event) => {
  const { target, detail: { ctx } } = event;
  if (!commands.posts(ctx) || !takes(target)) return;
  event.preventDefault();
  take(target, ctx.request.action, [...ctx.request.body]);
});

// The tap that everybody makes most is seen at once; only then comes all that follows from it. What it means is what
// was painted: a push may have laid everybody's form over mine in this very moment.
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("form.vote") || !takes(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  take(form, `/${document.body.dataset.code}/${mine.tapMeans(submitter)}`, [["back", form.elements.back.value], ["topic", submitter.value]]);
}, true);

function tap(letter) {
  mine.showMyTap(letter);
  post(letter);
  device.drawn(() => {
    if (letters.waiting().length) statusline.deed("sending");
    run();
  });
}

// Of several taps on one topic the last one counts; taps that cancel out are never sent.
function post(letter) {
  const kind = letter.verb.split("-")[1];
  const earlier = letters.all().filter((each) => (each.state === "waiting" || each.aside) && each.verb.endsWith(kind) && letters.isTap(each) && each.topic === letter.topic);
  for (const each of earlier) if (each.op !== flight?.op) letters.remove(each);
  const unknown = earlier.some((each) => each.tries);
  if (earlier.length && !unknown && mine.knowsMyTap(letter)) return;
  letters.add(letter);
}

export async function run() {
  if (running) { again = true; return; } // asked for meanwhile: a failure does not wait then
  running = true;
  clearTimeout(retry);
  try {
    for (let letter = next(); letter; letter = next()) {
      const why = meaningless(letter);
      if (why) { answers.refuse(letter, why); live.refreshMine(); continue; }
      const busy = letters.hold(LEASE);
      if (busy) return later(Math.min(busy + 50, 2000));
      const outcome = await send(letter);
      if (outcome) back();
      if (outcome === true) { failures = 0; continue; }
      if (outcome === "foreign" && await stepsAside(letter)) continue;
      if (!outcome) goAway();
      letters.change(letter, { failed: true });
      statusline.deed("");
      // Nobody tells a phone whose socket stays open when a server that could not write can again.
      if (!again) return later(Math.min(statusline.heard.at ? IMPATIENT : SLOWEST, 1000 * 2 ** Math.min(failures++, 5)));
      again = false;
    }
  } finally {
    running = false;
    letters.release();
  }
}

// What is new is about nothing that was there before; of taps the last one replaces the others.
function thing({ verb, fields }) {
  const told = new Map(fields), kind = ["note", "topic", "offer"].find((name) => told.has(name));
  return kind ? kind + told.get(kind) : /^(write-note|p[iu]t)/.test(verb) ? "" : verb + told.get("wall");
}

function next() {
  const held = new Set();
  for (const letter of letters.all()) {
    const about = letters.isTap(letter) ? "" : thing(letter);
    if (letter.state === "waiting" && !held.has(about)) return letter;
    if (letter.aside && about) held.add(about);
  }
}

function later(wait) {
  clearTimeout(retry);
  retry = setTimeout(run, wait * (0.7 + 0.6 * Math.random()));
}

// An old tap is not sent behind somebody's back: the room has moved on.
function meaningless(letter) {
  if (!letters.isVote(letter)) return "";
  if (age(letter) > VOTE_LIFE) return words.voteStale;
  const phase = document.getElementById("phase")?.dataset ?? {};
  const closed = phase.interest === "closed" || phase.archived === "yes";
  return closed && letters.late(letter) ? words.voteClosed : "";
}

// How long it waits while nobody could be reached: what holds it up otherwise does not make a tap old. What was written
// on an earlier page is as old as the device's clock says.
function age(letter) {
  if (letter.away && !letters.isNew(letter)) return Math.max(letter.aged ?? 0, Date.now() - letter.at);
  return (letter.aged ?? 0) + (away === null ? 0 : Math.min(performance.now() - away, letters.lasts(letter)));
}

function goAway() {
  away ??= performance.now();
  for (const vote of letters.waiting().filter(letters.isVote)) if (!vote.away) letters.change(vote, { away: true });
}

function back() {
  if (away === null) return;
  for (const vote of letters.waiting().filter(letters.isVote)) letters.change(vote, { aged: age(vote) });
  away = null;
}

// Somebody in between has answered in the server's place: a firewall, a proxy, a portal. After the third time, on a
// line on which the server answers all else, this entry is the reason.
async function stepsAside(letter) {
  const foreign = (letter.foreign ?? 0) + 1;
  if (foreign === TRIES) {
    answers.refuse(letter, words.foreign);
    letters.change(letter, { foreign: 0, failed: false, aside: true });
    mine.paint();
    return true;
  }
  // A line on which nothing gets through is like none.
  if (foreign < TRIES - 1 || await answers.reached()) letters.change(letter, { foreign });
  return false;
}

async function send(letter) {
  letters.change(letter, { tries: letter.tries + 1 });
  const hurry = new AbortController();
  const clock = setTimeout(() => hurry.abort(), TIMEOUT);
  flight = { op: letter.op, since: performance.now(), hurry };
  try {
    const body = new URLSearchParams([...letter.fields, ["op", letter.op], ["writer", letter.person]]);
    const answer = await fetch(letter.path, { method: "POST", body, headers: { "HX-Request": "true" }, signal: hurry.signal, redirect: "manual", cache: "no-store" });
    return await answers.heed(letter, answer.status, await answer.text());
  } catch {
    return false;
  } finally {
    clearTimeout(clock);
    flight = null;
  }
}

function atOnce() {
  if (document.visibilityState === "hidden") return;
  if (flight && performance.now() - flight.since > IMPATIENT) { again = true; flight.hurry.abort(); }
  run();
}

// What another tab sent is mine here too.
document.addEventListener("barcamp:letters", ({ detail }) => {
  const letter = detail?.elsewhere && JSON.parse(detail.elsewhere);
  if (letter?.state !== "sent") return;
  document.dispatchEvent(new Event("barcamp:answered"));
  if (letters.isTap(letter)) mine.setMyTap(letter);
  else live.refreshMine();
});
for (const sign of ["online", "pageshow"]) window.addEventListener(sign, atOnce);
for (const sign of ["visibilitychange", "barcamp:reached"]) document.addEventListener(sign, atOnce);
window.addEventListener("pagehide", () => letters.release());
document.addEventListener("DOMContentLoaded", () => {
  for (const letter of letters.all()) if (letter.state === "sent") letters.remove(letter);
  run();
});
