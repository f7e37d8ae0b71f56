// @ts-check
// Photos of this person on this device, from being chosen until the server has them. In IndexedDB, which
// also works over plain HTTP; if a browser keeps nothing, they last as long as the page.

import * as device from "../core/device.js";

const { code } = document.body.dataset;
/** @type {Map<string, { entry: KeptPhoto, bytes: ArrayBuffer }>} */
const memory = new Map(); // by op
// Devices that keep photos already know both by this name.
const NAME = "barcamp-shelf";
const other = "BroadcastChannel" in window ? new BroadcastChannel(NAME) : null;
/** @type {Promise<IDBDatabase> | null} */
let opened = null;
let tab = "";

// Says that something may be here, so that a page need not load all this to find out that nothing is, see later.js.
const mark = () => device.name("photos");
/** @param {KeptPhoto} entry */
const mine = (entry) => entry.code === code && entry.person === device.person();

// The same on the next page of this tab, so that what a page was sending when it was left goes on at once there.
function thisTab() {
  const fresh = device.newId();
  try {
    sessionStorage["barcamp-tab"] ??= fresh;
    return sessionStorage["barcamp-tab"];
  } catch {
    return fresh;
  }
}

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("entries", { keyPath: "op" });
      asked.result.createObjectStore("files");
    };
    asked.onsuccess = () => {
      asked.result.onclose = () => {
        opened = null;
      }; // a phone that slept may have lost it
      asked.result.onversionchange = () => {
        asked.result.close();
        opened = null;
      };
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
  });
  opened.catch(() => {
    opened = null;
  });
  return opened;
}

// One transaction over both stores; the result of the request that `work` returns, once all of it is safe.
/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(entries: IDBObjectStore, files: IDBObjectStore) => IDBRequest<T> | void} work
 * @returns {Promise<T>}
 */
async function within(mode, work) {
  const db = await open();
  return new Promise((resolve, reject) => {
    const deal = db.transaction(["entries", "files"], mode);
    const asked = /** @type {IDBRequest<T> | undefined} */ (
      work(deal.objectStore("entries"), deal.objectStore("files"))
    );
    deal.oncomplete = () => resolve(/** @type {T} */ (asked?.result));
    deal.onerror = deal.onabort = () => reject(deal.error);
  });
}

function tell(elsewhere = true) {
  if (elsewhere) other?.postMessage(code);
  document.dispatchEvent(new CustomEvent("barcamp:photos"));
}

/** @returns {Promise<KeptPhoto[]>} */
export async function all() {
  const stored = await within("readonly", (entries) => entries.getAll()).catch(() => []);
  const unsafe = [...memory.values()].map(({ entry }) => ({ ...entry, unsafe: true }));
  return [...stored, ...unsafe].filter(mine).sort((one, two) => one.stamp - two.stamp);
}

// What was sent is done with, and a device that keeps nothing more says so. One that is chosen in this very moment says
// it again, here or where it is added, whichever comes last.
export async function tidy() {
  const sent = (await all()).filter((entry) => entry.state === "sent");
  await remove(...sent.map((entry) => entry.op)); // and says how many wait
  if (await holds()) return;
  device.remove(mark());
  if (await holds()) device.set(mark(), "yes");
}

const holds = () =>
  within("readonly", (entries) => entries.getAll()).then(
    (stored) => stored.some(mine),
    () => true // not to be read just now
  );

let last = 0;
/** @param {Photo} news @param {ArrayBuffer} bytes */
export async function add(news, bytes) {
  device.set(mark(), "yes");
  last = Math.max(Date.now(), last + 1);
  const entry = { ...news, code: code ?? "", person: device.person(), stamp: last, tries: 0, until: 0 };
  await within("readwrite", (entries, files) => {
    entries.put(entry);
    return files.put(bytes, entry.op);
  }).catch(() => memory.set(entry.op, { entry, bytes }));
  device.set(mark(), "yes");
  tell();
}

// What another tab has removed stays away.
/** @param {string} op @param {Partial<KeptPhoto>} news */
export async function change(op, news) {
  const here = memory.get(op);
  if (here) Object.assign(here.entry, news);
  else
    await within("readwrite", (entries) => {
      const asked = entries.get(op);
      asked.onsuccess = () => {
        if (asked.result) entries.put({ ...asked.result, ...news });
      };
    }).catch(() => {});
  tell();
}

/** @param {string[]} ops */
export async function remove(...ops) {
  for (const op of ops) memory.delete(op);
  await within("readwrite", (entries, files) => {
    for (const op of ops) {
      entries.delete(op);
      files.delete(op);
    }
  }).catch(() => {});
  tell();
}

/** @param {string} op @returns {Promise<ArrayBuffer>} */
export const bytes = async (op) => memory.get(op)?.bytes ?? within("readonly", (_, files) => files.get(op));

// The next one that waits, held for so many milliseconds, so that another tab does not send it as well; else how
// long the one that another tab holds may still take.
/** @param {number} time @returns {Promise<{ entry: KeptPhoto | null, wait: number }>} */
export async function take(time) {
  const now = Date.now();
  tab ||= thisTab();
  /** @param {KeptPhoto[]} entries */
  const next = (entries) =>
    entries.filter((each) => mine(each) && each.state === "waiting").sort((one, two) => one.stamp - two.stamp);
  /** @param {KeptPhoto} entry */
  const free = (entry) => entry.holder === tab || entry.until <= now || entry.until > now + 2 * time;
  /** @type {KeptPhoto | null} */
  let held = null;
  let wait = 0;
  await within("readwrite", (entries) => {
    const asked = entries.getAll();
    asked.onsuccess = () => {
      const waiting = next(asked.result);
      held = waiting.find(free) ?? null;
      if (held) {
        held = { ...held, holder: tab, until: now + time, tries: held.tries + 1 };
        entries.put(held);
      } else wait = Math.max(0, ...waiting.map((each) => each.until - now));
    };
  }).catch(() => {});
  if (held) return { entry: held, wait };
  const [unsafe] = next([...memory.values()].map(({ entry }) => entry));
  if (unsafe) unsafe.tries += 1;
  return { entry: unsafe ?? null, wait };
}

export const forget = async () => remove(...(await all()).map((entry) => entry.op));

other?.addEventListener("message", ({ data }) => {
  if (data === code) tell(false);
});
