// @ts-check
// What somebody has looked at, one topic at a time: kept on the device until it has been told, and what is asked for that.

import * as device from "../core/device.js";

const PATIENCE = 8000;
const AT_ONCE = 50;
const REFUSED = /: 4(?!08|29)\d\d$/;
/** Those that the server does not count as left any more. @type {Set<string>} */
export const told = new Set();

const key = () => device.name("seen");
export const untold = () => (device.get(key()) ?? "").split(" ").filter(Boolean);
/** @param {string[]} ids */
export const keep = (ids) => (ids.length ? device.set(key(), ids.join(" ")) : device.remove(key()));

/** @param {string} path @param {RequestInit} [init] */
export async function ask(path, init = {}) {
  const answer = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...init });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

/** @param {string} path @param {Record<string, string>} fields */
export const give = (path, fields) =>
  ask(path, {
    method: "POST",
    headers: { "hx-request": "true" },
    body: new URLSearchParams({ ...fields, writer: device.person() }),
    keepalive: true
  });

// What is said twice is counted once; what was refused is not worth a second try: it is only a count.
/** @param {string | undefined} path */
export async function tell(path) {
  const some = untold().slice(0, AT_ONCE);
  if (!some.length || !path) return;
  try {
    await give(path, { topics: some.join(" ") });
  } catch (error) {
    if (!REFUSED.test(String(error))) throw error;
  }
  for (const id of some) told.add(id);
  keep(untold().filter((id) => !some.includes(id)));
}
