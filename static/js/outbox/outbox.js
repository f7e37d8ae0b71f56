// @ts-check
// The outbox: every command of the phone goes into it first and is sent from it, in order, under the same id on each
// try, until the server gives a definite answer. Online that takes a moment; offline it takes as long as it takes. What
// somebody in between refuses steps aside for those behind it, unless they are about the same thing: the newest must
// come last.

import * as commands from "../core/commands.js";
import * as device from "../core/device.js";
import * as drafts from "../core/drafts.js";
import * as live from "../core/live.js";
import * as mine from "../core/mine.js";
import * as statusline from "../core/statusline.js";
import * as answers from "./answers.js";
import * as entries from "./entries.js";

const TIMEOUT = 15000;
const LEASE = 20000;
const SLOWEST = 20000;
const IMPATIENT = 3000;
const VOTE_LIFE = 120000;
const TRIES = 3;
const words = /** @type {Words} */ (document.querySelector("template[data-entry]")?.dataset);
let running = false;
let again = false;
let failures = 0;
let retry = 0;
/** @type {{ op: string, since: number, hurry: AbortController } | null} */
let flight = null;
/** @type {number | null} */
let away = null;

/** @param {string} path */
const verbOf = (path) => path.split("?")[0].split("/").pop() ?? "";
// What may not wait is sent by the page itself.
/** @param {Found} form */
const takes = (form) =>
  Boolean(
    device.person() && form.matches("form[hx-post]") && entries.called(verbOf(form.getAttribute("hx-post") ?? ""))
  );

/** @param {Found} form @param {string} path @param {[string, string][]} fields @param {Element | null} [button] */
function take(form, path, fields, button = null) {
  const op = device.newId();
  const verb = verbOf(path);
  const text = drafts
    .typed(form)
    .map((field) => field.value)
    .filter(Boolean)
    .join("\n");
  const about = (button ?? form).closest("article, li")?.querySelector("h3, .text")?.textContent ?? "";
  const entry = {
    op,
    verb,
    path,
    text,
    about,
    topic: new Map(fields).get("topic"),
    fields: fields.filter(([name]) => name !== "op")
  };
  if (entries.isTap(entry)) return tap(entry);
  if (entries.add(entry) && form.matches("[data-clear]")) drafts.clear(form);
  if (entries.waiting().length) statusline.command("sending");
  run();
}

document.addEventListener("htmx:config:request", (event) => {
  const {
    target,
    detail: { ctx }
  } = event;
  if (!commands.posts(ctx) || !takes(target)) return;
  event.preventDefault();
  take(target, ctx.request.action, /** @type {[string, string][]} */ ([...ctx.request.body]), ctx.request.submitter);
});

// The tap that people make most is seen at once; everything that follows from it comes after that. It means what
// was painted: a push may have put everybody's form over mine at this very moment.
document.addEventListener(
  "submit",
  (event) => {
    const { target: form, submitter } = event;
    if (!submitter || !form.matches("form.vote") || !takes(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    take(form, `/${document.body.dataset.code}/${mine.tapMeans(submitter)}`, [
      ["back", form.elements.back.value],
      ["topic", submitter.value]
    ]);
  },
  true
);

/** @param {Tap} entry */
function tap(entry) {
  mine.showMyTap(entry);
  post(entry);
  device.drawn(() => {
    if (entries.waiting().length) statusline.command("sending");
    run();
  });
}

// Of several taps on one topic the last one counts; taps that cancel out are never sent.
/** @param {Tap} entry */
function post(entry) {
  const kind = entries.isVote(entry);
  const earlier = entries
    .all()
    .filter(
      (each) =>
        (each.state === "waiting" || each.aside) &&
        entries.isTap(each) &&
        entries.isVote(each) === kind &&
        each.topic === entry.topic
    );
  for (const each of earlier) if (each.op !== flight?.op) entries.remove(each);
  const unknown = earlier.some((each) => each.tries);
  if (earlier.length && !unknown && mine.knowsMyTap(entry)) return;
  entries.add(entry);
}

export async function run() {
  if (running) {
    again = true;
    return;
  } // asked for meanwhile: a failure does not wait then
  running = true;
  clearTimeout(retry);
  try {
    for (let entry = next(); entry; entry = next()) {
      const why = meaningless(entry);
      if (why) {
        answers.refuse(entry, why);
        live.refreshMine();
        continue;
      }
      const busy = entries.hold(LEASE);
      if (busy) return later(Math.min(busy + 50, 2000));
      const outcome = await send(entry);
      if (outcome) back();
      if (outcome === true) {
        failures = 0;
        continue;
      }
      if (outcome === "foreign" && (await stepsAside(entry))) continue;
      if (!outcome) goAway();
      entries.change(entry, { failed: true });
      statusline.command("");
      // Nobody tells a phone whose socket stays open that a server that could not write can do so again.
      if (!again)
        return later(Math.min(statusline.heard.at ? IMPATIENT : SLOWEST, 1000 * 2 ** Math.min(failures++, 5)));
      again = false;
    }
  } finally {
    running = false;
    entries.release();
  }
}

// What is new is about nothing that existed before; the last of several taps replaces the others.
/** @param {Kept} entry */
function thing(entry) {
  const told = new Map(entry.fields);
  const kind = ["note", "topic", "offer"].find((name) => told.has(name));
  return kind ? kind + told.get(kind) : entries.among("new", entry) ? "" : entry.verb + told.get("wall");
}

function next() {
  const held = new Set();
  for (const entry of entries.all()) {
    const about = entries.isTap(entry) ? "" : thing(entry);
    if (entry.state === "waiting" && !held.has(about)) return entry;
    if (entry.aside && about) held.add(about);
  }
}

/** @param {number} wait in milliseconds */
function later(wait) {
  clearTimeout(retry);
  retry = setTimeout(run, wait * (0.7 + 0.6 * Math.random()));
}

// An old tap is not sent behind somebody's back: the room has moved on.
/** @param {Kept} entry */
function meaningless(entry) {
  if (!entries.isVote(entry)) return "";
  if (age(entry) > VOTE_LIFE) return words.voteStale;
  const phase = document.getElementById("phase")?.dataset ?? {};
  const closed = phase.interest === "closed" || phase.archived === "yes";
  return closed && entries.late(entry) ? words.voteClosed : "";
}

// How long it has waited while nobody could be reached: other delays do not make a tap old. What was written
// on an earlier page is as old as the device's clock says.
/** @param {Kept} entry */
function age(entry) {
  if (entry.away && !entries.isNew(entry)) return Math.max(entry.aged ?? 0, Date.now() - entry.at);
  return (entry.aged ?? 0) + (away === null ? 0 : Math.min(performance.now() - away, entries.lasts(entry)));
}

function goAway() {
  away ??= performance.now();
  for (const vote of entries.waiting().filter(entries.isVote)) if (!vote.away) entries.change(vote, { away: true });
}

function back() {
  if (away === null) return;
  for (const vote of entries.waiting().filter(entries.isVote)) entries.change(vote, { aged: age(vote) });
  away = null;
}

// Somebody in between has answered in the server's place: a firewall, a proxy, a portal. After the third time, on a
// connection over which the server answers everything else, this entry is the reason.
/** @param {Kept} entry */
async function stepsAside(entry) {
  const foreign = (entry.foreign ?? 0) + 1;
  if (foreign === TRIES) {
    answers.refuse(entry, words.foreign);
    entries.change(entry, { foreign: 0, failed: false, aside: true });
    mine.paint();
    return true;
  }
  // A connection over which nothing gets through is like none.
  if (foreign < TRIES - 1 || (await answers.reached())) entries.change(entry, { foreign });
  return false;
}

/** @param {Kept} entry */
async function send(entry) {
  entries.change(entry, { tries: entry.tries + 1 });
  const hurry = new AbortController();
  const clock = setTimeout(() => hurry.abort(), TIMEOUT);
  flight = { op: entry.op, since: performance.now(), hurry };
  try {
    const body = new URLSearchParams([...entry.fields, ["op", entry.op], ["writer", entry.person]]);
    const answer = await fetch(entry.path, {
      method: "POST",
      body,
      headers: { "HX-Request": "true" },
      signal: hurry.signal,
      redirect: "manual",
      cache: "no-store"
    });
    return await answers.heed(entry, answer.status, await answer.text());
  } catch {
    return false;
  } finally {
    clearTimeout(clock);
    flight = null;
  }
}

function atOnce() {
  if (document.visibilityState === "hidden") return;
  if (flight && performance.now() - flight.since > IMPATIENT) {
    again = true;
    flight.hurry.abort();
  }
  run();
}

// What another tab has sent is mine here, too.
document.addEventListener("barcamp:entries", ({ detail }) => {
  const entry = detail?.elsewhere && JSON.parse(detail.elsewhere);
  if (entry?.state !== "sent") return;
  document.dispatchEvent(new Event("barcamp:answered"));
  if (entries.isTap(entry)) mine.setMyTap(entry);
  else live.refreshMine();
});
for (const sign of ["online", "pageshow"]) window.addEventListener(sign, atOnce);
for (const sign of ["visibilitychange", "barcamp:reached"]) document.addEventListener(sign, atOnce);
window.addEventListener("pagehide", () => entries.release());
document.addEventListener("DOMContentLoaded", () => {
  for (const entry of entries.all()) if (entry.state === "sent") entries.remove(entry);
  run();
});
