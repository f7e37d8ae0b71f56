// @ts-check
// The event's clock: the server's time, whatever this machine's own says. `now()` is in milliseconds. The
// page says what time it was when it was answered; later the server is asked. In between, a clock counts that
// nobody can set; if the two diverge, the machine slept or was set, and the server is asked at once.

const AGAIN = 10 * 60 * 1000;
const SOON = 15000;
const PARTED = 2000;
const { code, now: told } = document.body.dataset;
const [visit] = performance.getEntriesByType("navigation");
const passed = () => performance.now();
const apart = () => Date.now() - passed();
let ahead = Number(told) - (visit ? (visit.requestStart + visit.responseStart) / 2 : passed());
let next = 0;
let before = apart();

async function ask() {
  clearTimeout(next);
  before = apart();
  const asked = passed();
  try {
    const answer = await fetch(`/${code}/clock`, { cache: "no-store", signal: AbortSignal.timeout(SOON) });
    const there = Number(await answer.text());
    if (!answer.ok || !there) throw new Error("no time");
    ahead = there - (asked + passed()) / 2;
    document.dispatchEvent(new CustomEvent("barcamp:clock"));
    next = setTimeout(ask, AGAIN);
  } catch {
    next = setTimeout(ask, SOON);
  } // meanwhile the last difference holds
}

export const now = () => passed() + ahead;

// For screens that show how time passes; others keep what the page said.
export function follow() {
  setInterval(() => {
    if (Math.abs(apart() - before) > PARTED) ask();
  }, 1000);
  next = setTimeout(ask, visit?.type === "navigate" || visit?.type === "reload" ? AGAIN : 0); // that may be a page from long ago
}
