// @ts-check
// Brings photos from the photostore to the server, one at a time, under the same id on each try, until there is a
// definite answer. It says how far each is, and how many wait.

import * as device from "../core/device.js";
import * as live from "../core/live.js";
import { ready } from "../core/ready.js";
import * as answers from "../outbox/answers.js";
import * as tray from "../outbox/tray.js";
import * as photostore from "./photostore.js";

const LEASE = 60000;
const STALLED = 45000;
const SLOWEST = 20000;
const SEEN = 4000;
const MOST_BYTES = 15e6;
const words = /** @type {Words} */ (document.querySelector("template[data-photo-entry]")?.dataset);
/** @type {Map<string, number>} */
const done = new Map(); // in hundredths
/** @type {Record<"waiting" | "refused", number>} */
const counts = { waiting: 0, refused: 0 };
let running = false;
let again = false;
let failures = 0;
let retry = 0;
/** @type {XMLHttpRequest | null} */
let flight = null;

/** @param {string} op */
export const progress = (op) => done.get(op);

export async function run() {
  if (!words || !device.person()) return;
  if (running) {
    again = true;
    return;
  }
  running = true;
  clearTimeout(retry);
  try {
    for (;;) {
      const { entry, wait } = await photostore.take(LEASE);
      if (!entry) {
        if (wait) later(wait + 50);
        return;
      }
      if (await bring(entry)) {
        failures = 0;
        continue;
      }
      await photostore.change(entry.op, { until: 0, failed: true });
      if (!again) {
        later(Math.min(SLOWEST, 1000 * 2 ** Math.min(failures, 5)));
        failures += 1;
        return;
      }
      again = false;
    }
  } finally {
    running = false;
  }
}

/** @param {number} wait in milliseconds */
function later(wait) {
  clearTimeout(retry);
  retry = setTimeout(run, wait * (0.7 + 0.6 * Math.random()));
}

// True when its fate is settled.
/** @param {KeptPhoto} entry */
async function bring(entry) {
  const bytes = await photostore.bytes(entry.op).catch(() => null);
  if (!bytes) {
    await photostore.remove(entry.op);
    return true;
  }
  if (bytes.byteLength > MOST_BYTES) return refuse(entry, words.large, "refused", true);
  const [status, text] = await send(entry, bytes);
  done.delete(entry.op);
  const said = answers.verdict(status, text);
  if (said !== true) {
    if (status === 412) await live.refreshMine(); // this device is somebody else by now
    return said && stepsAside(entry);
  }
  if (status < 300) return sent(entry, text);
  if (status === 422) return refuse(entry, answers.sentenceIn(text), "draft"); // its words, which can be changed there
  if (status === 415) return refuse(entry, answers.sentenceIn(text), "refused", true);
  if (status < 500 || (status === 500 && entry.tries >= 4)) return refuse(entry, answers.sentenceIn(text));
  return false;
}

// As with what is written: the third time that somebody in between refuses it, on a line that works.
/** @param {KeptPhoto} entry */
async function stepsAside(entry) {
  const foreign = (entry.foreign ?? 0) + 1;
  if (foreign === 3) {
    await photostore.change(entry.op, { foreign: 0 });
    return refuse(entry, words.foreign);
  }
  if (foreign < 2 || (await answers.reached())) await photostore.change(entry.op, { foreign });
  return false;
}

/** @param {KeptPhoto} entry @param {string} text */
async function sent(entry, text) {
  await photostore.change(entry.op, { state: "sent" });
  setTimeout(() => photostore.remove(entry.op), SEEN);
  await answers.show(text);
  return true;
}

// `never`: it will not become a photo however often it is sent.
/** @param {KeptPhoto} entry @param {string} sentence @param {KeptPhoto["state"]} [state] @param {boolean} [never] */
async function refuse(entry, sentence, state = "refused", never = false) {
  await photostore.change(entry.op, { state, sentence, never, until: 0 });
  return true;
}

// fetch does not say how much of an upload is done.
/** @param {KeptPhoto} entry @param {ArrayBuffer} bytes @returns {Promise<[number, string]>} */
function send(entry, bytes) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    const fields = { op: entry.op, writer: entry.person, description: entry.description, section: entry.section ?? "" };
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set("photo", new Blob([bytes], { type: entry.type }), "photo.jpg");
    let clock = 0;
    let held = performance.now();
    const alive = () => {
      clearTimeout(clock);
      clock = setTimeout(() => request.abort(), STALLED);
      if (performance.now() - held < LEASE / 4) return;
      held = performance.now();
      photostore.change(entry.op, { until: Date.now() + LEASE });
    };
    /** @param {number} status @param {string} text */
    const settle = (status, text) => {
      clearTimeout(clock);
      flight = null;
      resolve([status, text]);
    };
    request.upload.onprogress = ({ loaded, total }) => {
      alive();
      done.set(entry.op, Math.round((100 * loaded) / (total || 1)));
      document.dispatchEvent(new CustomEvent("barcamp:progress", { detail: entry }));
    };
    request.onload = () => settle(request.status, request.responseText);
    request.onerror = request.onabort = () => settle(0, "");
    request.open("POST", entry.path);
    request.setRequestHeader("HX-Request", "true");
    flight = request;
    done.set(entry.op, 0);
    alive();
    request.send(form);
  });
}

function atOnce() {
  if (document.visibilityState !== "hidden") run();
}

document.addEventListener("barcamp:photos", async () => {
  const entries = await photostore.all();
  for (const state of /** @type {const} */ (["waiting", "refused"]))
    counts[state] = entries.filter((entry) => entry.state === state).length;
  document.dispatchEvent(new CustomEvent("barcamp:entries")); // the status line counts photos with the entries
});
for (const sign of ["online", "pageshow"]) window.addEventListener(sign, atOnce);
for (const sign of ["visibilitychange", "barcamp:reached"]) document.addEventListener(sign, atOnce);
window.addEventListener("pagehide", () => flight?.abort());
ready(async () => {
  await photostore.tidy();
  run();
});
tray.later.photos = counts;
