// @ts-check
// The plan as it concerns me: all sessions or only mine, where two of mine clash, and one message when published
// changes concern me. The regions are everybody's; which of it is mine only the browser knows.

import { within } from "../core/came.js";
import * as device from "../core/device.js";

/** @param {string} name */
const key = (name) => `barcamp:${document.body.dataset.code}:${name}`;
/** @param {string} name */
const kept = (name) => device.get(key(name));
/** @param {string} name @param {string} value */
const keep = (name, value) => device.set(key(name), value);
let asked = false;
/** @param {Found} element */
const isMine = (element) => element.hasAttribute("data-wanted") || element.hasAttribute("data-own");

function show() {
  const only = kept("plan") === "mine";
  document.body.dataset.plan = only ? "mine" : "all";
  for (const button of document.querySelectorAll("[data-show-plan]")) {
    button.setAttribute("aria-pressed", String((button.dataset.showPlan === "mine") === only));
  }
}

function clashes() {
  for (const row of document.querySelectorAll("#plan .row")) {
    const mine = [...row.querySelectorAll("[data-topic]")].filter(isMine);
    row.toggleAttribute("data-mine", mine.length > 0);
    row.toggleAttribute("data-clash", new Set(mine.map((session) => session.dataset.topic)).size > 1);
  }
  document.body.toggleAttribute("data-planned", document.querySelector("#plan .row[data-mine]") !== null);
}

function news() {
  const region = document.getElementById("news");
  const version = region?.dataset.version ?? "";
  if (!region) return;
  const mine = [...region.querySelectorAll("[data-topic]")].filter(isMine);
  region.toggleAttribute("data-concerns-me", mine.length > 0 && version > "" && kept("news") !== version);
  // Of a whole first plan only two that I do not host: what is on now is shown below, and everything on the plan.
  let others = 0;
  for (const session of mine)
    session.toggleAttribute("data-rest", version === "1" && !session.hasAttribute("data-own") && ++others > 2);
  // Also for somebody who was a co-host when this device was last here, and no longer is.
  const hosted = (device.get(device.name("hosts")) ?? "{}") !== "{}";
  const src = document.querySelector("[data-script]")?.dataset.script ?? (hosted && region.dataset.hosted);
  if (src && !asked) {
    asked = true;
    document.head.append(Object.assign(document.createElement("script"), { src }));
  }
  document.dispatchEvent(new Event("barcamp:news"));
}

document.addEventListener("click", (event) => {
  const button = event.target?.closest?.("[data-show-plan], [data-news-read]");
  if (!button) return;
  const { showPlan } = button.dataset;
  if (showPlan) {
    keep("plan", showPlan);
    show();
  } else {
    keep("news", document.getElementById("news")?.dataset.version ?? "");
    news();
  }
});
document.addEventListener("barcamp:painted", ({ detail: came }) => {
  if (came?.every((id) => id.startsWith("interest_"))) return; // only a number
  // Of topics only who hosts them with others is told here.
  if (!came?.every((id) => /^(interest|topic)/.test(id))) clashes();
  else if (!asked && !within(came, "[data-script]").length) return;
  news();
});
document.addEventListener("DOMContentLoaded", show);
