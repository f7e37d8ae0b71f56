// @ts-check
// Many topics are searched, not scrolled: whatever does not have all the words in it is out of the list. Enter takes the
// first one that is left, Escape brings all of them back. A topic that is picked stays picked, and in view.

import * as page from "../core/page.js";

const MANY = 12; // topics from which on there is a field
const field = page.the("#find-topic");
const place = page.the(".find-topic");
const none = page.the(".nothing-found", place);
const cards = () => [...document.querySelectorAll("#topics > .topic")];
/** @param {string} text */
const plain = (text) => text.replaceAll("\u00ad", "").toLocaleLowerCase(); // without places to break a word at
/** @param {Found} card */
const isThere = (card) => card.checkVisibility?.() !== false;

function sift() {
  const wanted = plain(field.value)
    .split(/[\s\p{Cc}]+/u)
    .filter(Boolean);
  const all = cards();
  place.hidden = all.length < MANY && !wanted.length;
  place.closest(".pool")?.toggleAttribute("data-finding", wanted.length > 0); // then those with a place are shown, too
  for (const card of all) {
    const words = plain(page.the("label", card).textContent);
    card.toggleAttribute("data-unfit", !wanted.every((word) => words.includes(word)));
  }
  const says = wanted.length && all.length && !all.some(isThere) ? (none.dataset.none ?? "") : "";
  if (none.textContent !== says) none.textContent = says;
}

function narrow() {
  sift();
  document.body.dispatchEvent(new Event("barcamp:shown"));
}

field.addEventListener("input", narrow);
field.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape" && field.value) field.value = "";
  else if (event.key === "Enter") {
    const first = cards().find(isThere)?.querySelector("input[name='topic']");
    if (!first) return;
    if (!first.checked) first.click();
    first.focus();
  } else return;
  event.preventDefault();
  narrow();
});
document.addEventListener("htmx:after:swap", sift);
sift();
