// @ts-check
// The event's colours stand in the page from the start. Those that the organiser chooses later are loaded.

const chosen = () => document.getElementById("accent")?.content ?? "";
let worn = chosen();
/** @type {Element | null} */
let shown = document.getElementById("tint");
/** @type {HTMLLinkElement | null} */
let coming = null;

document.addEventListener("htmx:after:swap", () => {
  if (chosen() === worn) return;
  worn = chosen();
  coming?.remove();
  coming = worn ? Object.assign(document.createElement("link"), { rel: "stylesheet", href: worn, onload: wear }) : null;
  if (coming) document.head.append(coming);
  else wear();
});

function wear() {
  shown?.remove();
  shown = coming;
  coming = null;
}
