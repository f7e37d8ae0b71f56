// @ts-check
// One section of the phone at a time; opening.js chose the first. Without scripts all stand below one another, and the
// same links jump.

import * as device from "../core/device.js";
import * as opening from "./opening.js";

const links = document.querySelectorAll(".tabs a");

/** @param {string} name @param {boolean} scroll */
function show(name, scroll) {
  document.body.dataset.tab = name;
  for (const link of links) {
    if (link.hash === `#${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!scroll) return;
  // The plan opens where the day is.
  const now =
    name === "plan" && document.querySelector("#plan .row.over") && document.querySelector("#plan .row:not(.over)");
  if (now) now.scrollIntoView({ block: "start" });
  else window.scrollTo(0, 0);
}

for (const link of links) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    show(link.hash.slice(1), true);
    device.drawn(() => history.replaceState(null, "", link.hash)); // browsers then read the page's icon anew
  });
}
window.addEventListener("hashchange", () => show(opening.tabOf(location.hash), false));
show(opening.tabOf(location.hash), false);
