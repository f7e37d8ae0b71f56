// @ts-check
// Printables: text shrinks until everything fits on the sheet, however long a title or a funding line is. What is
// printed is as wide as here while it is measured, whatever the window's width.

const LEAST = 0.3;
const STEP = 0.03;
/** @param {Found} sheet */
const cut = (sheet) => {
  const parts = [sheet, ...sheet.querySelectorAll("[data-part]")];
  return parts.some((part) => part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1);
};

function fit() {
  const root = document.body;
  root.classList.add("measured");
  for (const sheet of document.querySelectorAll("[data-sheet]")) {
    for (let give = 1; give >= LEAST; give -= STEP) {
      sheet.style.setProperty("--give", give.toFixed(2));
      if (!cut(sheet)) break;
    }
  }
  root.classList.remove("measured");
  root.classList.add("fitted");
}

fit();
document.fonts?.ready.then(fit);
addEventListener("load", fit);
addEventListener("beforeprint", fit);
