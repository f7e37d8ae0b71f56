// @ts-check
// Lists pasted from other programs: each line is an item, without the bullet or the number that stood before it. The
// server does the same (barcamp/text/listed.py); both are held to tests/js/listed.json.

const BULLET =
  /^(?:[-\u2013\u2014*\u2022\u25e6\u25aa\u25ab\u2023\u25cf\u25cb\u25a0\u25a1\u2610\u2611\u2713\u2714\u27a2\u27a4\xbb\xb7\uf0a7\uf0b7\uf0d8](?:\s+|$)|[o\xa7]\t\s*)/;
const NUMBER = /^\(?([0-9]{1,3})[.)](?:\s+|$)/;
const ENDS = /\r\n|[\n\r\v\f\u2028\u2029]/;
/** @param {string[]} lines */
const said = (lines) => lines.map((line) => line.trim()).filter(Boolean);

/** The lines that say something. Numbers go where they count from 1 on, so that a single date stays.
 * @param {string} text @returns {string[]} */
export function items(text) {
  const lines = said(text.split(ENDS));
  const counted = count(lines.map((line) => Number(NUMBER.exec(line)?.[1])).filter((number) => !Number.isNaN(number)));
  return said(lines.map((line) => line.replace(counted && NUMBER.test(line) ? NUMBER : BULLET, "")));
}

// Whether these number a list, or several: each is 1, or follows the one before.
/** @param {number[]} numbers */
const count = (numbers) =>
  numbers.length > 1 && numbers.every((number, at) => number === 1 || number === (numbers[at - 1] ?? 0) + 1);
