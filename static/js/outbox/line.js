// @ts-check
// Whether the server can be reached. What the page heard from it recently is enough; in doubt it is asked, from the
// moment at which a finger is down, so that a healthy line costs no wait.

import * as statusline from "../core/statusline.js";

const FRESH = 3000;
const PATIENCE = 3000;
const LEADS_AWAY = 'a[href]:not([href^="#"]), form:not([hx-post]) button';
// What came from this device's own store says nothing about the connection.
const loaded = document.body.dataset.kept
  ? -Infinity
  : (performance.getEntriesByType("navigation")[0]?.responseStart ?? 0);
let answered = -Infinity;
/** @type {Promise<boolean> | null} */
let asking = null;

// Where a socket listens, it is known when it last had something to say.
export const doubtful = () => performance.now() - Math.max(answered, statusline.heard.at ?? loaded) > FRESH;

// Only the server's own words count: a portal or a proxy on the way may say anything.
async function ask() {
  const hurry = new AbortController();
  const clock = setTimeout(() => hurry.abort(), PATIENCE);
  try {
    const answer = await fetch("/healthz", { cache: "no-store", signal: hurry.signal });
    if ((await answer.text()) !== "alive\n") return false;
    answered = performance.now();
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(clock);
  }
}

export function there() {
  asking ??= ask().finally(() => {
    asking = null;
  });
  return asking;
}

document.addEventListener("pointerdown", ({ target }) => {
  if (target?.closest?.(LEADS_AWAY) && doubtful()) there();
});
