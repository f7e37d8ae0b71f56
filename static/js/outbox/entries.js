// @ts-check
// Entries: what this person sent off on this device, and what became of it. Each has a key of its own, so that tabs
// never overwrite one another's; it is only ever shown and sent for the person who wrote it.

import * as device from "../core/device.js";

const tab = device.newId();
const LATE = 1500;
/** @type {Set<string>} */
const here = new Set(); // written on this very page
/** @type {Set<string>} */
const unsafe = new Set(); // and only known to it
/** @type {Map<string, number>} */
const seen = new Map(); // since when this page knows of it, by a clock that nobody can set
let lease = "";

// Devices that keep entries already know them by this name.
const KIND = "letter";
/** @param {string} key */
const read = (key) => {
  try {
    return JSON.parse(device.get(key) ?? "null");
  } catch {
    return null;
  }
};
/** @returns {Kept[]} */
export const all = () => device.keys(device.name(KIND)).map(read).filter(Boolean);
export const waiting = () => all().filter((entry) => entry.state === "waiting");
// What the page says about commands that may wait: see barcamp/kernel/waits.py.
const page = document.querySelector("template[data-entry]");
/** What one is called that is given here and may wait. @param {string} verb */
export const called = (verb) => page?.getAttribute(`data-${verb}`);
/** @param {string} list */
const listed = (list) => (page?.getAttribute(`data-${list}`) ?? "").split(" ");
/** @param {string} list @param {Pick<Entry, "verb">} entry */
export const among = (list, { verb }) => listed(list).includes(verb);
/** The command that takes a thing out of what is mine, or puts it in. @param {string} list @param {boolean} on */
export const toggles = (list, on) => listed(list)[Number(on)];
/** @param {Pick<Entry, "verb">} entry */
export const puts = ({ verb }) => ["votes", "goes", "supports", "dots"].some((list) => toggles(list, true) === verb);
/** @param {Pick<Entry, "verb">} entry */
export const isVote = (entry) => among("votes", entry);
/** What is painted as soon as it is tapped. @param {Pick<Entry, "verb">} entry @returns {entry is Tap} */
export const isTap = (entry) => isVote(entry) || among("goes", entry);
// Longer than the moment that sending takes: from then on it is shown.
/** @param {Kept} entry */
export const late = (entry) => entry.failed || lasts(entry) > LATE;
/** @param {{ elsewhere: string | null }} [detail] */
const tell = (detail) => document.dispatchEvent(new CustomEvent("barcamp:entries", { detail }));

/** @param {Pick<Entry, "op">} entry */
export function lasts({ op }) {
  if (!seen.has(op)) {
    seen.set(op, performance.now());
    setTimeout(tell, LATE + 50);
  }
  return performance.now() - /** @type {number} */ (seen.get(op));
}

// Once for everything that happens to entries before the next frame: phones are slow, and many scripts listen.
let tells = false;
function tellSoon() {
  if (tells) return;
  tells = true;
  device.drawn(() => {
    tells = false;
    tell();
  });
}

// Whether it is safe on the device. Entries keep the order of writing, even if the clock is put back.
/** @param {Entry} entry */
export function add(entry) {
  here.add(entry.op);
  const before = Math.max(0, ...all().map((each) => each.stamp));
  const stamp = Math.max(Date.now(), before + 1);
  const key = device.name(KIND, `${String(stamp).padStart(15, "0")}-${entry.op}`);
  const safe = device.set(
    key,
    JSON.stringify({
      ...entry,
      called: called(entry.verb),
      key,
      stamp,
      person: device.person(),
      at: Date.now(),
      state: "waiting",
      tries: 0
    })
  );
  if (!safe) unsafe.add(entry.op);
  lasts(entry);
  if (isTap(entry))
    tellSoon(); // it is painted already
  else tell();
  return safe;
}

// An entry that another tab has taken back stays away.
/** @param {Kept} entry @param {Partial<Kept>} news */
export function change(entry, news) {
  const stored = read(entry.key);
  if (!stored) return;
  device.set(entry.key, JSON.stringify({ ...stored, ...news }));
  tellSoon();
}

/** @param {Kept} entry */
export function remove(entry) {
  device.remove(entry.key);
  tellSoon();
}

// One tab sends at a time. Zero if it is this one, else how long the other may still take.
/** @param {number} time */
export function hold(time) {
  const key = device.name("sender");
  const other = read(key);
  const now = Date.now();
  if (other && other.tab !== tab && other.until > now && other.until < now + 2 * time) return other.until - now;
  lease = key;
  device.set(key, JSON.stringify({ tab, until: now + time }));
  return 0;
}

export function release() {
  if (lease && read(lease)?.tab === tab) device.remove(lease);
  lease = "";
}

window.addEventListener("storage", ({ key, newValue }) => {
  if (key === null || key.startsWith(device.name(KIND))) tell({ elsewhere: newValue });
  if (key === device.name("sender") && newValue === null) document.dispatchEvent(new CustomEvent("barcamp:reached"));
});
/** @param {Entry} entry */
export const isNew = (entry) => here.has(entry.op);
/** @param {Entry} entry */
export const isUnsafe = (entry) => unsafe.has(entry.op);
