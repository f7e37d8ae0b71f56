// @ts-check
// The welcome stands where somebody arrives and on no other tab. It has done its work once they begin, by whatever they do,
// and goes where nothing moves under the finger.

import * as entries from "../outbox/entries.js";

const welcome = document.getElementById("welcome"),
  first = document.body.dataset.tab;
let done = false;

function begin() {
  done = true;
  history.replaceState(null, "", location.pathname + location.hash);
}

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

welcome.querySelector("[data-begin]").addEventListener("click", (event) => {
  event.preventDefault();
  begin();
  show(false);
  welcome.remove();
  document.querySelector(".tabs [aria-current]")?.focus({ preventScroll: true });
});
