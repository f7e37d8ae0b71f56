// @ts-check
// When a page is all there: now, for scripts that come later.

/** @param {() => void} start */
export const ready = (start) =>
  document.readyState === "complete" ? start() : document.addEventListener("DOMContentLoaded", start);
