// @ts-check
// Which cards of a wall are seen while somebody looks for some of them. What was found stays in sight until they look for
// something else, so that no card goes from under a finger; only where a card stands is asked again each time. A card of
// one's own that was written meanwhile is seen whatever is looked for.

/** `words` is asked for only where some are looked for. `lane` and `only` are empty for all.
 * @typedef {{ id: string, lane: string, loose: boolean, own: boolean, backed: boolean, words: string }} Card
 * @typedef {{ words: string[], lane: string, only: "" | "own" | "backed" | "loose" }} Wanted */

/** @type {Wanted} */
let wanted = { words: [], lane: "", only: "" };
let known = new Set(); // the cards that were there when this was looked for
let found = new Set();
let beside = new Set(); // my own since then, which are not like that

/** Without places to break a word at. @param {string} text */
export const plain = (text) => text.replaceAll("\u00ad", "").normalize().toLocaleLowerCase();
/** @param {string} typed */
export const wordsOf = (typed) =>
  plain(typed)
    .split(/[\s\p{Cc}]+/u)
    .filter(Boolean);

/** @param {Card} card */
function fits(card) {
  if (wanted.only === "own" && !card.own) return false;
  if (wanted.only === "backed" && !card.backed) return false;
  if (!wanted.words.length) return true;
  const { words } = card;
  return wanted.words.every((word) => words.includes(word));
}

/** @param {Card} card */
const stands = (card) => (!wanted.lane || card.lane === wanted.lane) && (wanted.only !== "loose" || card.loose);

/** Somebody looks for something else, or no longer. @param {Wanted} next @param {Card[]} cards all there are */
export function begin(next, cards) {
  wanted = next;
  known = new Set(cards.map(({ id }) => id));
  found = new Set(cards.filter(fits).map(({ id }) => id));
  beside = new Set();
}

/** Whether a card, which may have come only now or look different, is seen. @param {Card} card */
export function sees(card) {
  if (!found.has(card.id) && fits(card)) found.add(card.id);
  if (found.has(card.id) && stands(card)) {
    beside.delete(card.id);
    return true;
  }
  if (card.own && !known.has(card.id)) beside.add(card.id);
  return beside.has(card.id);
}

/** How many cards of mine are seen though they are not like what is looked for. */
export const besides = () => beside.size;
export const sifts = () => Boolean(wanted.words.length || wanted.lane || wanted.only);
