// @ts-check
// The bench along the lower edge, and the menu above: what is open is closed by a second press, by Escape, and by a
// press beside it. The address alone opens and closes the bench where there are no scripts.

import * as page from "../core/page.js";

const menu = page.the("#menu");
const opened = () => document.querySelector(".bench .panel:target");
/** @param {Found | null} panel */
const shown = (panel) => Boolean(panel?.parentElement.querySelector(".opens")?.checkVisibility?.());

/** @param {boolean} back */
function shut(back) {
  const panel = opened();
  if (!panel || !shown(panel)) return;
  location.replace("#bench");
  if (back) page.the(".opens", panel.parentElement).focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  if (!menu.contains(event.target) || event.target.closest?.("a")) menu.open = false;
  const panel = opened();
  const link = event.target.closest?.(".bench .opens, .bench .shut");
  if (!panel) return;
  if (link && (link.matches(".shut") || link.hash === location.hash)) {
    event.preventDefault();
    shut(true);
  } else if (link) {
    event.preventDefault();
    location.replace(link.hash);
  } else if (document.contains(event.target) && !event.target.closest(".panel")) shut(false);
});
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  if (menu.open) {
    menu.open = false;
    page.the("summary", menu).focus({ preventScroll: true });
  } else shut(true);
});
