// @ts-check
// The screen's side of live: a socket that only listens, requests in its place if sockets are blocked,
// and one mark that says how far this page is. If anything was missed, the whole page comes.

import { namedIn } from "./came.js";
import * as lists from "./lists.js";
import * as statusline from "./statusline.js";

const body = document.body;
const { code, screen, subject } = body.dataset;
const path = `/${code}/%/${screen}${subject ? `/${subject}` : ""}`;
const POLL = 4000;
const SLOWEST = 8000;
const BLOCKED_RETRY = 30000;
const AGAIN = 15000;
const PATIENCE = 10000;
// Marks, changes of lists, and fragments: live/websocket/frames.py says how these are written.
const MESSAGE = /^(?:(\S+) )?(\S+)\n((?:[-+#][^\n]*\n)*)(.*)/s;
// Two signs of life may get lost; a connection that is silent for longer is dead, even if nothing ever came over it.
const SILENCE = 2500 * Number(body.dataset.heartbeat || 10);

let mark = /** @type {string} */ (body.dataset.mark);
/** @type {WebSocket | null} */
let socket = null;
let opened = false;
let failures = 0;
let retry = 0;
let watchdog = 0;
let poller = 0;
let stopped = 0;
let reached = true;
/** @type {Promise<unknown>} */
let work = Promise.resolve();
let answered = 0; // my commands, in whichever tab

/** @param {string} text */
function take(text) {
  if (text === "!own") return refreshMine(); // by what I did on another device
  if (text[0] === "!") return document.dispatchEvent(new CustomEvent("barcamp:aside", { detail: text.slice(1) }));
  // A sign of life from further ahead: something was missed.
  inTurn(async () => (MESSAGE.test(text) ? await show(text) : text === mark) || look((lay) => lay()));
}

/** Whether the page has but the first of what its lists hold; the rest is on its way. */
export const isShort = () => mark.endsWith("~");

/** @param {() => unknown} lay */
const inTurn = (lay) => (work = work.then(lay).catch(console.error));

// False where something was missed: then the whole page is asked for.
/** @param {string} text */
async function show(text) {
  const [, since, next, lines, html] = /** @type {string[]} */ (text.match(MESSAGE));
  // What was asked for in the meantime includes it already.
  if (since && since !== mark) return next === mark || Number.parseInt(next, 10) < Number.parseInt(mark, 10);
  const sought = isShort() && location.hash.slice(1);
  const awaited = sought && !document.getElementById(sought);
  if (lines || html) {
    const focused = document.activeElement;
    body.dispatchEvent(new CustomEvent("barcamp:showing"));
    const made = lists.change(lines);
    const came = [...namedIn(html), ...lists.touched(lines)];
    await htmx.swap({ text: lists.fill(html, made), target: body, sourceElement: body, swap: "none", came });
    if (focused?.id && document.activeElement !== focused) {
      document.getElementById(focused.id)?.focus({ preventScroll: true });
    }
    body.dispatchEvent(new CustomEvent("barcamp:shown"));
  }
  const right = lists.agrees(lines);
  mark = body.dataset.mark = right ? next : "";
  if (since?.endsWith("~")) {
    document.dispatchEvent(new CustomEvent("barcamp:whole"));
    // What the address points to has only come now.
    if (awaited) document.getElementById(sought)?.scrollIntoView();
  }
  return right;
}

function connect() {
  if (stopped || (socket && socket.readyState < 2)) return;
  clearTimeout(retry);
  opened = false;
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  socket = new WebSocket(`${scheme}//${location.host}${path.replace("%", "socket")}?mark=${encodeURIComponent(mark)}`);
  const mine = socket;
  listen();
  socket.onopen = () => {
    if (socket !== mine) return mine.close();
    opened = true;
    if (failures) refreshMine();
    failures = 0;
    clearTimeout(poller);
    poller = 0;
    statusline.connection("");
    document.dispatchEvent(new CustomEvent("barcamp:reached"));
    listen();
  };
  socket.onmessage = (event) => {
    listen();
    take(event.data);
  };
  socket.onclose = (event) => {
    if (socket === mine) lost(event.code);
  };
}

/** @param {number} reason */
function lost(reason) {
  statusline.heard.at = 0;
  clearTimeout(watchdog);
  if (reason === 4403 || reason === 4404) return stop(reason);
  failures += 1;
  const blocked = !opened && failures >= 3;
  const wait = blocked ? BLOCKED_RETRY : Math.min(SLOWEST, 500 * 2 ** Math.min(failures, 5));
  clearTimeout(retry);
  retry = setTimeout(connect, wait * (0.7 + 0.6 * Math.random()));
  if (!poller) poller = setTimeout(poll, failures > 1 ? 0 : 1500);
}

// A right that was taken away may be given back. Nobody stands at a projector to read that its content is gone.
/** @param {number} reason */
function stop(reason) {
  if (reason === 4404 && body.dataset.gone) return location.replace(body.dataset.gone + location.search);
  stopped = reason;
  failures += 1;
  clearTimeout(poller);
  poller = setTimeout(again, AGAIN * Math.min(16, failures));
  statusline.connection(reason === 4404 ? "gone" : "stopped");
}

async function again() {
  clearTimeout(poller);
  if (!(await look())) return stop(stopped);
  stopped = poller = 0;
  connect();
}

function listen() {
  if (opened) statusline.heard.at = performance.now(); // for line.js
  clearTimeout(watchdog);
  watchdog = setTimeout(() => {
    const old = socket;
    socket = null;
    old?.close();
    lost(0);
    connect();
  }, SILENCE);
}

async function poll() {
  const there = await look();
  if (!poller || stopped) return;
  statusline.connection(there ? "polling" : "offline");
  if (there && !reached) {
    // Nothing was blocked, the server was away.
    failures = 1;
    connect();
    document.dispatchEvent(new CustomEvent("barcamp:reached"));
  }
  reached = there;
  poller = setTimeout(poll, POLL * (0.8 + 0.4 * Math.random()));
}

// On a dead connection, waiting for an answer would last until the browser gives up, minutes later.
/** @returns {RequestInit} */
const fresh = () => ({ cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });

// Answers are shown in order, and never over what the socket has shown since: they would be older.
/** @param {(lay: () => unknown) => unknown} [turn] */
async function look(turn = inTurn) {
  const asked = mark;
  try {
    const answer = await fetch(`${path.replace("%", "look")}?mark=${encodeURIComponent(mark)}`, {
      ...fresh(),
      headers: { "hx-request": "true" }
    });
    const text = await answer.text();
    if (answer.status === 403 && !stopped && text.includes("<hx-partial")) stop(4403); // said by the server itself
    if (answer.status === 200) {
      await turn(() => mark === asked && show(text));
      await refreshMine();
    }
    return answer.ok;
  } catch {
    return false;
  }
}

// A page that was read before my command was answered would paint over it: then it is asked for again.
export async function refreshMine() {
  if (!document.getElementById("mine")) return;
  try {
    for (let before = -1; before !== answered; ) {
      before = answered;
      const answer = await fetch(`/${code}/mine`, fresh());
      if (!answer.ok) return;
      const text = await answer.text();
      if (before === answered) await htmx.swap({ text, target: body, sourceElement: body, swap: "none" });
    }
  } catch {
    /* the next look tries again */
  }
}

function wake() {
  if (document.visibilityState === "hidden") return;
  if (stopped) return again();
  if (!socket || socket.readyState > 1) {
    failures = Math.min(failures, 1);
    connect();
  }
}

document.addEventListener("visibilitychange", wake);
document.addEventListener("barcamp:answered", () => {
  answered += 1;
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    socket?.close();
    socket = null;
    failures = 1;
    connect();
  }
});
window.addEventListener("online", wake);
// One that is still being opened ends with the page anyway; closing it would cause a complaint.
window.addEventListener("pagehide", () => {
  const old = socket;
  socket = null;
  if (old?.readyState) old.close();
});
connect();
