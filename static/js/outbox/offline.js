// @ts-check
// Offline is a place: what was seen on this device is kept, and shown in place with its age when a link is tapped
// without a connection; what needs one says so in place. If there is a service worker, it does the same
// after a cold start. Pages that listen (live.js) notice on their own when the connection is back, the others ask.

import * as clock from "../core/clock.js";
import * as device from "../core/device.js";
import * as page from "../core/page.js";
import * as statusline from "../core/statusline.js";
import * as line from "./line.js";
import { plain } from "./plain.js";

const { code } = document.body.dataset;
const home = `/${code}`;
const here = location.pathname;
const listens = "mark" in document.body.dataset;
const MOST = 40;
const SOON = 600;
const AGAIN = 4000;
/** @param {string} path */
const name = (path) => device.name("page", path);
const words = /** @type {Words} */ ({ ...document.querySelector("template[data-as]")?.dataset });
/** @type {Found | null} */
let place = null;
/** @type {Writing | null} */
let writing = null;
/** @type {Found | null} */
let passes = null;
let taps = 0;
let watching = 0;

const away = () => document.getElementById("status")?.matches("[data-away]");
/** @param {number} at */
const hour = (at) =>
  new Date(at).toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: words.zone
  });

function keep() {
  if (!device.person() || !(listens || "keeps" in document.body.dataset)) return;
  if ("left" in document.body.dataset || document.body.dataset.kept) return;
  const main = document.querySelector("main");
  if (!main) return;
  const title = (document.body.dataset.title ?? document.title).split(" · ")[0];
  device.set(name(here), JSON.stringify({ title, at: clock.now(), html: plain(main) }));
  const keys = device.keys(name(""));
  if (keys.length <= MOST) return;
  const kept = keys.map((key) => [JSON.parse(device.get(key) ?? "").at, key]).sort();
  for (const [, key] of kept.slice(0, -MOST)) device.remove(key);
}

/** @param {string} path @returns {{ title: string, at: number, html: string } | null} */
function read(path) {
  try {
    return JSON.parse(device.get(name(path)) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} kind @param {Partial<Omit<Found, "rows">> & { rows?: number }} attributes @param {(Node | string)[]} inside */
export const element = (kind, attributes, ...inside) => {
  const made = Object.assign(/** @type {Found} */ (document.createElement(kind)), attributes);
  made.append(...inside);
  return made;
};

/** @param {string} path @param {string} called */
function open(path, called) {
  close();
  const found = read(path);
  const wall = path.match(/\/notes\/(\w+)$/)?.[1];
  const shown = element("section", { className: "memory", tabIndex: -1 });
  const back = element("button", { type: "button", className: "button quiet", textContent: `← ${words.back}` });
  back.addEventListener("click", () => history.back());
  const said = element("p", {
    className: "hint age",
    textContent: found ? words.as.replace("{time}", hour(found.at)) : words.unseen
  });
  const heading = element("h1", { textContent: found?.title ?? called });
  place = shown;
  place.setAttribute("aria-label", `${heading.textContent}: ${said.textContent}`);
  place.append(element("p", {}, back), heading, said);
  if (wall && writing) place.append(writing(wall, words));
  const seen = element("div", { className: "seen" });
  if (found) seen.innerHTML = found.html;
  place.append(seen);
  document.body.append(place);
  document.body.dataset.memory = path;
  place.focus({ preventScroll: true });
  place.scrollTop = 0;
  document.dispatchEvent(new CustomEvent("barcamp:entries")); // what waits stands here too
}

// Where there is an outbox, walls that stand here from memory can be written on.
/** @typedef {(wall: string, words: Words) => HTMLElement} Writing */
/** @param {Writing} form */
export const writeBy = (form) => {
  writing = form;
};

function close() {
  place?.remove();
  place = null;
  delete document.body.dataset.memory;
}

// Nobody is led out: a tap goes on if the server is there, which is asked if it has not been heard from recently.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || link === passes || event.defaultPrevented || !link.protocol.startsWith("http")) return;
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin) {
    if (navigator.onLine === false) {
      event.preventDefault();
      refuse();
    }
    return;
  }
  if (link.pathname === here && link.search === location.search && link.hash && !place) return; // on this very page
  if (!away() && !line.doubtful()) return;
  event.preventDefault();
  if (away()) instead(link);
  else
    inDoubt(
      () => pass(link, () => link.click()),
      () => instead(link)
    );
});

// A form sent by the browser itself would lead to its error page, and what was typed would be lost.
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form === passes || event.defaultPrevented || (!away() && !line.doubtful())) return;
  event.preventDefault();
  const send = () => (submitter ? submitter.click() : form.requestSubmit());
  inDoubt(
    () => pass(form, send),
    () => {
      if (form.querySelector("textarea, input:not([type=hidden])")) statusline.command("unsent");
      else refuse();
    }
  );
});

// Of several taps the last one counts.
/** @param {() => void} goOn @param {() => void} stay */
async function inDoubt(goOn, stay) {
  const tap = ++taps;
  let asks = false;
  const patience = setTimeout(() => {
    asks = true;
    statusline.note(words.asks);
  }, SOON);
  const there = await line.there();
  clearTimeout(patience);
  if (tap !== taps) return;
  if (asks) statusline.note("");
  if (there) {
    if (!listens) statusline.connection("");
    return goOn();
  }
  if (!listens) statusline.connection("offline");
  watch();
  stay();
}

/** @param {Found} what @param {() => void} by */
function pass(what, by) {
  passes = what;
  by();
  passes = null;
}

const refuse = () => statusline.note(words.needs);

/** @param {Found} link */
function instead(link) {
  const shows = device.person() && link.pathname.startsWith(home) && !link.hasAttribute("download");
  if (!shows) return refuse();
  watch();
  go(link.pathname, link.textContent.trim(), link.hash);
}

function watch() {
  clearTimeout(watching);
  watching = setTimeout(async () => {
    if (!(await line.there())) return watch();
    if (!listens) statusline.connection("");
    back();
  }, AGAIN);
}

/** @param {string} path @param {string} called @param {string} hash */
function go(path, called, hash) {
  if (path === here) {
    close();
    history.pushState(null, "", here + hash);
    return;
  }
  history.pushState({ memory: path, called }, "");
  open(path, called);
}

window.addEventListener("popstate", ({ state }) => {
  if (state?.memory) open(state.memory, state.called);
  else close();
});

// Back again: what is shown from memory is replaced by its present state.
function back() {
  delete document.body.dataset.kept;
  document.querySelector(".kept")?.remove();
  if (!place || place.querySelector("textarea")?.value) return;
  location.replace(/** @type {string} */ (document.body.dataset.memory));
}
document.addEventListener("barcamp:reached", back);

// The words come with every page that does not listen; one of them is what the service worker needs too.
async function learn() {
  if (!listens) return sayAge();
  const stored = device.get(device.name("words"));
  if (stored) Object.assign(words, JSON.parse(stored));
  try {
    const answer = await fetch(`${home}/offline`);
    const told = new DOMParser().parseFromString(await answer.text(), "text/html");
    Object.assign(words, page.the("[data-as]", told).dataset);
    device.set(device.name("words"), JSON.stringify(words));
  } catch {
    /* those from before */
  }
  sayAge();
}

function sayAge() {
  const { kept } = document.body.dataset;
  if (kept && words.as)
    document
      .querySelector("main")
      ?.prepend(element("p", { className: "hint kept", textContent: words.as.replace("{time}", hour(Number(kept))) }));
}

// Only a secure context has one; then it may keep this page and what it is made of.
async function employ() {
  if (!navigator.serviceWorker || !device.person() || document.body.dataset.kept) return;
  if (listens) await navigator.serviceWorker.register(`${home}/worker.js`, { scope: home });
  else if (!navigator.serviceWorker.controller) return;
  const { active } = await navigator.serviceWorker.ready;
  const parts = performance
    .getEntriesByType("resource")
    .map((each) => each.name)
    .filter((each) => each.startsWith(`${location.origin}/static/`));
  active?.postMessage({ parts: [...new Set(parts)], pages: listens ? [...new Set([home, here])] : [] });
}

// The longer it takes, the less often: pages that change all the time must leave the phone nearly all of its time.
let soon = false;
let rest = 1000;
const keepSoon = () => {
  if (soon) return;
  soon = true;
  setTimeout(() => {
    soon = false;
    const began = performance.now();
    keep();
    rest = Math.max(1000, 50 * (performance.now() - began));
  }, rest);
};
for (const sign of ["htmx:after:swap", "barcamp:shown"]) document.addEventListener(sign, keepSoon);
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  .memory { position: fixed; inset: 0; z-index: 60; overflow: auto; overscroll-behavior: contain; padding: 1rem 1rem 6rem; background: var(--paper, Canvas); color: var(--ink, CanvasText); }
  .notes .memory { padding-block-start: 4.5rem; }
  .memory h1 { margin: .75rem 0 .25rem; font-size: 1.4rem; overflow-wrap: anywhere; }
  .memory .tray { margin-block-start: 1rem; }
  .memory .age, .kept { font-weight: 600; }
  .memory .seen { margin-top: 1.5rem; overflow-wrap: anywhere; }
  .memory .seen ul { list-style: none; padding: 0; }
  .memory .seen :is(article, li, h2, h3) { margin: .75rem 0 .25rem; }
  .memory .seen [data-tab] { display: block; }
  .memory .seen :is(a, summary) { display: inline-flex; align-items: center; gap: .4rem; min-height: 2.75rem; min-width: 2.75rem; }
  body[data-memory] > :is(main, header, nav, aside, footer, .skip) { visibility: hidden; }
  body[data-memory] .status { z-index: 61; }
  body:not([data-mark]) > .status { position: fixed; inset: auto 1rem calc(1rem + env(safe-area-inset-bottom)); width: fit-content; max-width: 38rem; margin: 0 auto; padding: .4rem .9rem; background: var(--card); color: var(--ink); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--lift); z-index: 5; }
  body:not([data-mark]) > .status:not(:has(p, #status:not([hidden]))) { display: none; }
`);
document.adoptedStyleSheets = [...(document.adoptedStyleSheets ?? []), sheet];
keep();
learn()
  .then(employ)
  .catch(() => {});
