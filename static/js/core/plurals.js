// @ts-check
// A sentence with a number in the form that goes with it. The server hands over all forms, and on <html> which of them
// a number takes, if that is not "one" and "all others": a digit for each from 0 to 199; beyond that the last two
// digits count.

/** @param {string} forms @param {number} n @returns {string} */
export function counted(forms, n) {
  const rule = document.documentElement.dataset.plurals;
  return forms.split("|")[rule ? +rule[n < 100 ? n : 100 + (n % 100)] : +(n !== 1)].replace("{n}", n);
}
