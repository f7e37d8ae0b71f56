// @ts-check
// The ranking settles: a topic that rises or falls visibly moves to its new place.

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const LONG = 420; // --settle
let before = new Map();

function places() {
  const found = new Map();
  for (const item of document.querySelectorAll("#ranking li[id]:not([data-off])")) {
    const { left, top } = item.getBoundingClientRect();
    found.set(item.id, { left, top });
  }
  return found;
}

function settle() {
  const after = places();
  if (!calm.matches) {
    for (const [id, { left, top }] of after) {
      const was = before.get(id);
      if (!was || (was.left === left && was.top === top)) continue;
      const moved = `translate(${was.left - left}px, ${was.top - top}px)`;
      document.getElementById(id)?.animate([{ transform: moved }, { transform: "none" }], {
        duration: LONG,
        easing: "cubic-bezier(0.2, 0.7, 0.2, 1)"
      });
    }
  }
  before = after;
}

document.body.addEventListener("barcamp:shown", settle);
document.addEventListener("barcamp:leafed", () => {
  before = places();
});
