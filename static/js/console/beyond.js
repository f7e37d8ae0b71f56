// @ts-check
// What can be scrolled says so in words, also where the browser draws no bar: how much lies below or to the right.

import * as plurals from "../core/plurals.js";

const SLACK = 4;

/** @param {Found} box */
function hidden(box) {
  const edge = box.getBoundingClientRect();
  if (box.scrollHeight > box.clientHeight + SLACK) {
    return [...box.children].filter(
      (each) => each.checkVisibility?.() !== false && each.getBoundingClientRect().bottom > edge.bottom + SLACK
    ).length;
  }
  const heads = box.scrollWidth > box.clientWidth + SLACK ? [...box.querySelectorAll("thead th")] : [];
  return heads.filter((each) => each.getBoundingClientRect().right > edge.right + SLACK).length;
}

function show() {
  for (const panel of document.querySelectorAll(".bench .panel")) {
    panel.toggleAttribute("data-below", panel.scrollTop + panel.clientHeight < panel.scrollHeight - SLACK);
  }
  for (const line of document.querySelectorAll("[data-beyond]")) {
    const box = document.getElementById(line.dataset.beyond ?? "");
    const number = box ? hidden(box) : 0;
    const text = plurals.counted(line.dataset.forms ?? "", number);
    if (line.textContent !== text) line.textContent = text;
    line.hidden = !number;
  }
}

document.addEventListener("scroll", show, { capture: true, passive: true });
document.addEventListener("change", show);
document.body.addEventListener("barcamp:shown", show);
for (const what of ["resize", "hashchange"]) addEventListener(what, show);
document.addEventListener("toggle", show, { capture: true });
addEventListener("load", show);
show();
