// @ts-check
// A picture that could not be fetched is fetched again: once the server is heard from, or else after a while.

const SOONEST = 2000;
const LATEST = 60000;
/** @type {Set<Found | HTMLImageElement>} */
const lost = new Set();
let failures = 0;
let clock = 0;

/** @param {Found | HTMLImageElement} image */
function miss(image) {
  lost.add(image);
  clock ||= setTimeout(again, Math.min(LATEST, SOONEST * 2 ** failures++));
}

function again() {
  clearTimeout(clock);
  clock = 0;
  const images = [...lost];
  lost.clear();
  for (const image of images) if (image.isConnected) image.setAttribute("src", image.src);
}

document.addEventListener(
  "error",
  ({ target }) => {
    if (target?.matches?.("img")) miss(target);
  },
  true
);
document.addEventListener("barcamp:reached", () => {
  failures = 0;
  again();
});
for (const image of document.images) if (image.complete && image.currentSrc && !image.naturalWidth) miss(image);
