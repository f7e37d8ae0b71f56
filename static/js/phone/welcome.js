// @ts-check
// The welcome is on the tab where somebody arrives and on no other. Its work is done once they begin to do anything,
// and it disappears when nothing moves under the finger.

import * as page from "../core/page.js";
import * as entries from "../outbox/entries.js";

const welcome = page.the("#welcome");
const first = document.body.dataset.tab;
let done = false;

function begin() {
  done = true;
  history.replaceState(null, "", location.pathname + location.hash);
}

/** @param {boolean} shown */
function show(shown) {
  welcome.hidden = !shown;
  document.body.toggleAttribute("data-welcome", shown);
}

new MutationObserver(() => show(!done && document.body.dataset.tab === first)).observe(document.body, {
  attributeFilter: ["data-tab"]
});

document.addEventListener("barcamp:entries", () => {
  if (done || !entries.all().some(entries.isNew)) return;
  begin();
  show(!document.querySelector(".leaf[open]") && welcome.getBoundingClientRect().bottom >= 0);
});

page.the("[data-begin]", welcome).addEventListener("click", (event) => {
  event.preventDefault();
  begin();
  show(false);
  welcome.remove();
  document.querySelector(".tabs [aria-current]")?.focus({ preventScroll: true });
});
