// @ts-check
// News of the plan that concern me, on every tab: a line that leads to them, a mark on the tab that has them, the
// page's title. Read out once. Sessions that I host come first. In the pitch round the line says who is on stage.

import * as device from "../core/device.js";
import * as live from "../core/live.js";
import * as page from "../core/page.js";
import * as plurals from "../core/plurals.js";
import * as statusline from "../core/statusline.js";

const title = document.title;
const said = document.createElement("p");
const line = document.createElement("a");
const place = document.createElement("aside");
const mark = document.createElement("span");
const tab = page.the('.tabs a[href="#now"]');
line.className = "button quiet";
place.className = "news-line";
line.href = "#now";
said.className = mark.className = "unseen";
said.setAttribute("role", "status");
place.append(line);
document.body.append(place, said);
// Its style comes with it: the first page of a phone has no such line.
const look = new CSSStyleSheet();
look.replaceSync(`
  .news-line { position: fixed; inset: auto auto calc(7rem + env(safe-area-inset-bottom)) max(1rem, env(safe-area-inset-left)); z-index: 4; max-width: calc(100vw - 10rem); }
  [data-singly] > .news-line { z-index: 9; }
  .news-line[data-stage] a { display: block; padding-block: 0.75rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
  .news-line a { padding: 0 0.8rem; background: var(--card); box-shadow: var(--lift); font-size: 0.9rem; line-height: 1.2; }
  [data-tab="now"] > .news-line, .status:has(#status:not([hidden])) ~ .news-line { display: none; }
  .tabs [data-news] .icon + span { position: relative; }
  .tabs [data-news] .icon + span::after { content: ""; position: absolute; inset: 0.3em auto auto calc(100% + 0.2em); width: 0.6em; height: 0.6em; border-radius: 50%; background: var(--warm); }
`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, look];
page.the("span", tab).append(mark);

// Somebody else made me a host, or took me off again: I am told once, on this device, even if it was away in the
// meantime.
/** @type {Set<string>} */
const told = new Set();
const mine = () => /** @type {Words} */ (page.the("#mine").dataset);
function join() {
  const { person, topics } = mine();
  const key = device.name("hosts");
  const before = JSON.parse(device.get(key) ?? "{}");
  const withMe = [...document.querySelectorAll("[data-with]")]
    .map(({ dataset }) => /** @type {Words} */ (dataset))
    .filter((each) => each.with.split(" ").includes(person));
  const joined = withMe.filter(({ topic }) => !topics.split(" ").includes(topic) && !told.has(topic));
  for (const each of joined) {
    told.add(each.topic);
    statusline.note(each.joined);
  }
  if (joined.length) live.refreshMine();
  const now = Object.fromEntries(withMe.map(({ topic, left }) => [topic, left]));
  device.set(key, JSON.stringify(now));
  for (const topic in before)
    if (!(topic in now) && document.getElementById(`topic_${topic}`)) part(topic, before[topic]);
}

/** @param {string} topic @param {string} says */
async function part(topic, says) {
  told.delete(topic);
  await live.refreshMine();
  if (!mine().topics.split(" ").includes(topic)) statusline.note(says);
}

function show() {
  join();
  const region = page.the("#news");
  const { line: words, ownLine, version, mark: there } = /** @type {Words} */ (region.dataset);
  const concerned = [...region.querySelectorAll(":is([data-wanted], [data-own])")];
  const own = concerned.filter((session) => session.hasAttribute("data-own"));
  const list = region.querySelector("ul");
  const more = region.querySelector("[data-more]");
  const rest = region.querySelectorAll("[data-rest]").length;
  if (own.some((session, at) => list?.children[at] !== session)) list?.prepend(...own);
  if (more) more.hidden = !rest;
  if (more) write(more, rest ? plurals.counted(more.dataset.forms ?? "", rest) : "");
  const phase = page.the("#phase").dataset;
  const open = region.hasAttribute("data-concerns-me") && phase.archived !== "yes" && phase.phase !== "closing";
  // Nothing is published while topics are presented, as a rule; if both happen, the plan matters more.
  const stage = page.the("#stage");
  const shown = /** @type {Words} */ (stage.dataset);
  const presented = !stage.hidden;
  const mineOnStage = presented ? stage.querySelector("[data-own]") : null;
  if (presented) page.the(".chips", stage).hidden = !mineOnStage;
  place.hidden = !open && !presented;
  line.hash = open || !presented ? "now" : "stage";
  place.setAttribute("aria-label", open || !presented ? there : page.the(".eyebrow", stage).textContent.trim());
  place.toggleAttribute("data-stage", !open && presented);
  write(line, open ? (own.length ? ownLine : words) : presented ? shown[mineOnStage ? "ownLine" : "line"] : "");
  tab.toggleAttribute("data-news", open || Boolean(mineOnStage));
  write(mark, open ? `, ${there}` : mineOnStage ? `, ${shown.ownLine}` : "");
  if (mineOnStage && said.dataset.stage !== mineOnStage.dataset.topic) write(said, shown.ownLine);
  said.dataset.stage = mineOnStage?.dataset.topic ?? "";
  document.title = open ? `(${concerned.length}) ${title}` : title;
  document.body.dataset.title = title; // what is kept of the page is called so
  const key = device.name("news");
  if (!open || device.get(key) === version) return;
  device.set(key, version);
  const spoken = [
    page.the("strong", region),
    ...region.querySelectorAll("ul :is([data-wanted], [data-own]):not([data-rest])"),
    page.the("[data-more]", region)
  ];
  setTimeout(() => write(said, spoken.map((each) => each.textContent.trim().replace(/\s+/g, " ")).join(" ")), 300); // a place to speak has to be there before the words
}

/** @param {Found | HTMLElement} place @param {string} text */
function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

line.addEventListener("click", (event) => {
  event.preventDefault();
  tab.click();
  page.the(line.hash === "#stage" ? "#stage" : "#news").focus({ preventScroll: true });
});
document.addEventListener("barcamp:news", show);
show();
