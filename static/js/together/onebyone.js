// @ts-check
// One topic at a time: the page /one-by-one as a dialog over the topics, filled from the cards that the phone has. The
// server says which come next, a few ahead; interest goes the way of the list's own buttons, and what was seen is kept
// here until it has been told, a few at once.

import * as device from "../core/device.js";
import * as mine from "../core/mine.js";
import * as page from "../core/page.js";
import * as plurals from "../core/plurals.js";
import * as statusline from "../core/statusline.js";

const MANY = 12; // topics from which on it is offered
const LOW = 2;
const AT_ONCE = 5;
const PATIENCE = 8000;
const AGAIN = 4000;
const REFUSED = /: 4(?!08|29)\d\d$/;
const way = document.getElementById("singly");
const address = `/${document.body.dataset.code}/one-by-one`;
const place = document.createElement("dialog");
place.id = "one-by-one-dialog";
place.setAttribute("aria-labelledby", "one-title");
/** @type {string[]} */
let ahead = [];
/** @type {{ id: string, wanted: boolean }[]} */
let past = [];
let current = "";
let left = 0;
let asking = false;
let again = 0;
/** Those that the server does not count as left any more. @type {Set<string>} */
const told = new Set();

const key = () => device.name("seen");
const untold = () => (device.get(key()) ?? "").split(" ").filter(Boolean);
/** @param {string[]} ids */
const keep = (ids) => (ids.length ? device.set(key(), ids.join(" ")) : device.remove(key()));
/** @param {string} id */
const card = (id) => document.getElementById(`topic_${id}`);
/** @param {string} id */
const interest = (id) => card(id)?.querySelector(".interest");
/** @param {string} selector */
const part = (selector) => page.the(selector, place);
const isOpen = () => place.open;
const open = () => {
  const phase = document.getElementById("phase")?.dataset ?? {};
  return phase.interest === "open" && phase.archived !== "yes";
};
/** @param {string} id */
const fits = (id) =>
  !told.has(id) && !untold().includes(id) && !mine.votes().includes(id) && !card(id)?.hasAttribute("data-own");

/** @param {string} path @param {RequestInit} [init] */
async function ask(path, init = {}) {
  const answer = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...init });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

/** @param {string} path @param {Record<string, string>} fields */
const give = (path, fields) =>
  ask(path, {
    method: "POST",
    headers: { "hx-request": "true" },
    body: new URLSearchParams({ ...fields, writer: device.person() }),
    keepalive: true
  });

// What is said twice is counted once.
async function tell() {
  const ids = untold();
  const path = place.querySelector("[data-see]")?.dataset.see;
  if (!ids.length || !path) return;
  const some = ids.slice(0, 50);
  try {
    await give(path, { topics: some.join(" ") });
  } catch (error) {
    if (!REFUSED.test(String(error))) throw error; // what was refused is not worth a second try: it is only a count
  }
  for (const id of some) told.add(id);
  keep(untold().filter((id) => !some.includes(id)));
}

async function refill() {
  if (asking) return;
  asking = true;
  try {
    await tell();
    const held = [current, ...ahead].filter(Boolean);
    const [number, ...next] = (await ask(`${address}/next?held=${held.join("-")}`)).trim().split(" ");
    left = Number(number) - untold().length + held.filter((id) => told.has(id)).length;
    ahead.push(...next.filter((id) => id && !held.includes(id)));
    part("[data-waits]").hidden = true;
    if (!current) show();
    else count();
  } catch {
    part("[data-waits]").hidden = Boolean(current);
    clearTimeout(again);
    if (isOpen()) again = setTimeout(refill, AGAIN);
  } finally {
    asking = false;
  }
}

// `speaks`: a new card is read out, once; the first one by the focus that it gets.
function show(speaks = true) {
  current = "";
  while (!current && ahead.length) {
    const id = ahead.shift() ?? "";
    if (fits(id) && card(id)) current = id;
  }
  if (current) fill(speaks);
  else {
    part("[data-one]").replaceChildren();
    part("[data-thumbs]").hidden = true;
    if (open() && left > 0) {
      part("[data-waits]").hidden = navigator.onLine !== false;
      clearTimeout(again);
      again = setTimeout(refill, asking ? AGAIN : 0);
      return;
    }
    end();
  }
  if (ahead.length <= LOW && left > ahead.length + 1) refill();
}

/** @param {boolean} speaks */
function fill(speaks) {
  const from = /** @type {Found} */ (card(current));
  const title = document.createElement("h2");
  title.dir = "auto";
  title.tabIndex = -1;
  title.textContent = page.the("h3", from).textContent;
  const parts = [".host", ".description"].flatMap((each) => from.querySelector(each)?.cloneNode(true) ?? []);
  const chips = from.querySelector(".chips")?.cloneNode(true);
  const one = part("[data-one]");
  one.replaceChildren(...(chips ? [chips] : []), title, ...parts);
  one.scrollTop = 0;
  one.hidden = part("[data-thumbs]").hidden = false;
  part("[data-end]").hidden = true;
  paint();
  count();
  if (speaks) part("[data-said]").textContent = [title, ...parts].map((each) => each.textContent.trim()).join(". ");
}

function count() {
  const says = part(".progress .hint");
  says.textContent = current ? plurals.counted(says.dataset.forms ?? "", Math.max(left, 1)) : "";
  part("[data-back]").hidden = !past.length;
}

function paint() {
  if (!isOpen() || !current) return;
  const there = interest(current);
  if (!there || !open()) return there ? end() : show(); // closed, merged or hidden meanwhile
  const want = part("[data-want]");
  want.setAttribute("aria-pressed", String(mine.votes().includes(current)));
  const why = there.dataset.why ?? "";
  if (why) want.setAttribute("aria-disabled", "true");
  else want.removeAttribute("aria-disabled");
  const meter = document.querySelector(".points");
  part("[data-points]").hidden = !meter || meter.hidden;
  part("[data-points]").textContent = why
    ? (meter?.dataset[why] ?? "")
    : (meter?.querySelector(".words")?.textContent ?? "");
}

function end() {
  const last = part("[data-end]");
  current = "";
  ahead = [];
  for (const each of ["[data-one]", "[data-thumbs]", "[data-waits]", "[data-points]"]) part(each).hidden = true;
  last.hidden = false;
  const chosen = page.the("p", last);
  chosen.textContent = plurals.counted(chosen.dataset.forms ?? "", mine.votes().filter(card).length);
  const anew = last.querySelector("[data-again]");
  if (anew && past.some(({ wanted }) => !wanted)) anew.hidden = false;
  if (!open()) page.the("h2", last).textContent = document.querySelector(".points")?.dataset.shut ?? "";
  count();
  last.focus({ preventScroll: true });
  tell().catch(() => {});
}

/** @param {boolean} wanted */
function goOn(wanted) {
  past.push({ id: current, wanted });
  keep([...new Set([...untold(), current])]);
  left -= 1;
  if (untold().length >= AT_ONCE) tell().catch(() => {});
  show();
}

function want() {
  const there = interest(current);
  if (!there) return show();
  const had = mine.votes().includes(current);
  const before = current;
  there.click(); // the list's own button: through the outbox, or it says why not
  if (!had && mine.votes().includes(before)) goOn(true);
}

// The last step is undone, also its interest.
function back() {
  const last = past.pop();
  if (!last) return;
  if (last.wanted && mine.votes().includes(last.id)) interest(last.id)?.click();
  if (current) ahead.unshift(current);
  keep(untold().filter((id) => id !== last.id));
  left += 1;
  current = last.id;
  if (card(current)) fill(true);
  else show();
}

async function enter() {
  const text = await ask(address).catch(() => "");
  const content = new DOMParser().parseFromString(text, "text/html").getElementById("one-by-one");
  if (!content) return statusline.note(document.getElementById("status")?.dataset.offline ?? "");
  const sheet = content.ownerDocument.querySelector('link[href*="one-by-one"]');
  if (sheet && !document.querySelector('head link[href*="one-by-one"]')) document.head.append(sheet);
  ready(content);
}

/** @param {Found} content */
function ready(content) {
  ahead = (content.dataset.next ?? "").split(" ").filter(Boolean);
  left = Number(content.dataset.left) - untold().length;
  past = [];
  told.clear();
  for (const each of content.querySelectorAll("[tabindex='-1'] > h2, [data-keys]")) each.hidden = false;
  place.replaceChildren(content);
  if (!place.isConnected) document.body.append(place);
  if (!place.open) place.show();
  document.body.toggleAttribute("data-singly", true);
  makeRoom();
  show(false);
  if (current) part("h2").focus({ preventScroll: true });
}

// An announcement stands above it, not on it.
function makeRoom() {
  const said = document.getElementById("announcement");
  place.style.top = isOpen() && said?.textContent.trim() ? `${said.offsetHeight}px` : "";
}

function close() {
  if (!isOpen()) return;
  place.close();
  document.body.removeAttribute("data-singly");
  device.drawn(() => way?.focus({ preventScroll: true })); // it is seen again by then
  tell().catch(() => {});
}

function leave() {
  if (history.state?.singly) history.back();
  else close();
}

place.addEventListener("submit", (event) => event.preventDefault());
place.addEventListener("click", (event) => {
  /** @param {string} name */
  const on = (name) => event.target.closest?.(`[data-${name}]`);
  if (!["want", "on", "back", "leave", "again"].some(on)) return;
  if (on("again") && !event.target.closest("button")) return;
  event.preventDefault();
  if (on("want")) want();
  else if (on("on")) goOn(false);
  else if (on("back")) back();
  else if (on("leave")) leave();
  else
    tell()
      .then(() => give(page.the("form", part("[data-end]")).action, {}))
      .then(enter)
      .catch(() => statusline.note(document.getElementById("status")?.dataset.offline ?? ""));
});
document.addEventListener("keydown", (event) => {
  if (!isOpen() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const { key: pressed } = event;
  if (pressed === "Escape") leave();
  else if (pressed === "ArrowLeft") back();
  else if (!current) return;
  else if (pressed === "ArrowRight") goOn(false);
  else if (pressed === "ArrowUp" && !part("[data-one]").scrollTop) want();
  else return;
  event.preventDefault();
});
way?.addEventListener("click", (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  enter().then(() => isOpen() && history.pushState({ singly: true }, ""));
});
window.addEventListener("resize", makeRoom);
window.addEventListener("popstate", ({ state }) => {
  if (!state?.singly) close();
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) tell().catch(() => {});
});
for (const sign of ["barcamp:reached", "online"])
  (sign === "online" ? window : document).addEventListener(sign, () => {
    if (isOpen()) refill();
    else tell().catch(() => {});
  });

function offer() {
  if (way) way.hidden = !open() || (document.getElementById("topics")?.childElementCount ?? 0) < MANY;
}
for (const sign of ["barcamp:painted", "htmx:after:swap"])
  document.addEventListener(sign, () => {
    offer();
    paint();
    makeRoom();
  });
offer();
if (way && history.state?.singly) enter();
