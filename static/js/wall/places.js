// @ts-check
// The places of a wall at which a card can be put, as they stand in the page: before every card, and at the end of every
// group and of the cards without one. Nothing of it is kept, since pushes change it at any time.

/** @typedef {{ lane: HTMLElement, pile: Element | null, before: HTMLElement | null, after: HTMLElement | null }} Place */

const { body } = document;
const { subject } = body.dataset;

/** @param {string} note @returns {HTMLElement | null} */
export const cardOf = (note) => document.getElementById(`note_${subject}-${note}`);
/** @returns {HTMLElement[]} */
export const lanes = () => [...document.querySelectorAll(".wall-section")].map((lane) => /** @type {any} */ (lane));
/** @param {Element} card @returns {HTMLElement | null} */
export const laneOf = (card) => card.closest(".wall-section");
/** @param {HTMLElement} lane */
export const sectionOf = (lane) => lane.id.split("-").at(-1) ?? "0";
/** @param {HTMLElement} card */
export const wordsOf = (card) => (card.querySelector(".text")?.textContent ?? "").trim().slice(0, 60);
/** @param {HTMLElement} lane */
export const nameOf = (lane) => lane.querySelector("h3 span")?.textContent?.trim() ?? "";
/** @param {Element | null} pile */
export const groupOf = (pile) => pile?.getAttribute("aria-label") ?? "";
/** @param {Element | null} pile @returns {HTMLElement[]} */
const cardsIn = (pile) => [...(pile?.children ?? [])].map((card) => /** @type {any} */ (card));

// The server decides; this only keeps from offering what it would refuse.
/** @param {HTMLElement} card */
export function movable(card) {
  if (document.getElementById("phase")?.dataset.archived === "yes") return false;
  return card.hasAttribute("data-own") || body.hasAttribute("data-arranges") || body.hasAttribute("data-moves-all");
}

/** @param {HTMLElement} lane @param {HTMLElement} card @returns {Place[]} */
export function placesIn(lane, card) {
  const found = /** @type {Place[]} */ ([]);
  const piles = [...lane.querySelectorAll(".cards")];
  if (!piles.some((pile) => !groupOf(pile))) found.push({ lane, pile: null, before: null, after: null });
  for (const pile of piles) {
    const cards = cardsIn(pile).filter((each) => each !== card);
    for (const before of cards) found.push({ lane, pile, before, after: null });
    if (cards.length || pile === card.parentElement || !groupOf(pile))
      found.push({ lane, pile, before: null, after: cards.at(-1) ?? null });
  }
  return found;
}

/** Whether the card stands there already. @param {Place} place @param {HTMLElement} card */
export function isThere(place, card) {
  if (place.pile !== card.parentElement) return false;
  const next = card.nextElementSibling;
  return place.before === next;
}

/** Its number among those of its group, and how many these are then. @param {Place} place @param {HTMLElement} card */
export function numberOf({ pile, before }, card) {
  const cards = cardsIn(pile).filter((each) => each !== card);
  return [before ? cards.indexOf(before) + 1 : cards.length + 1, cards.length + 1];
}

/** Whether the card can go into a group with another. @param {HTMLElement} other @param {HTMLElement | null} card */
export function joins(other, card) {
  if (!card || other === card) return false;
  const pile = other.parentElement;
  return groupOf(pile) ? pile !== card.parentElement : movable(other);
}

/** The fields of a form that puts a card there. @param {Place} place @returns {Record<string, string>} */
export function fieldsOf({ lane, pile, before, after }) {
  const section = sectionOf(lane);
  if (before) return { section, place: `before-${before.dataset.note}` };
  return { section, place: after && groupOf(pile) ? `after-${after.dataset.note}` : "last" };
}

/** The same for one onto which it is put. @param {HTMLElement} other @returns {Record<string, string>} */
export const fieldsOnto = (other) => ({
  section: sectionOf(/** @type {HTMLElement} */ (laneOf(other))),
  place: `onto-${other.dataset.note}`
});

/** What lies under a point: a card on which it is put, or a place. @param {number} x @param {number} y
 * @param {HTMLElement | null} card @returns {{ onto?: HTMLElement, place?: Place } | null} */
export function under(x, y, card) {
  const found = document.elementFromPoint(x, y);
  const lane = /** @type {HTMLElement | null} */ (found?.closest(".wall-section")) ?? laneAt(x, y);
  if (!lane) return null;
  const other = /** @type {HTMLElement | null} */ (found?.closest(".wall .note"));
  const pile = other?.parentElement ?? found?.closest(".group-of")?.querySelector(".cards") ?? null;
  if (!other) return { place: endOf(lane, pile, card) };
  const box = other.getBoundingClientRect();
  const part = (y - box.top) / box.height;
  if (joins(other, card) && part > 0.3 && part < 0.7) return { onto: other };
  if (part < 0.5 || other === card) return { place: { lane, pile, before: next(other, card, true), after: null } };
  const before = next(other, card, false);
  return { place: { lane, pile, before, after: before ? null : other } };
}

// The card itself is not one of those beside which it goes.
function next(other, card, self) {
  let found = self ? other : other.nextElementSibling;
  if (found === card) found = found.nextElementSibling;
  return found;
}

/** @param {HTMLElement} lane @param {Element | null} pile @param {HTMLElement | null} card @returns {Place} */
function endOf(lane, pile, card) {
  const place = pile ?? [...lane.querySelectorAll(".cards")].find((each) => !groupOf(each)) ?? null;
  const cards = cardsIn(place).filter((each) => each !== card);
  return { lane, pile: place, before: null, after: cards.at(-1) ?? null };
}

// Below the last card of a lane that stands beside longer ones.
function laneAt(x, y) {
  return lanes().find((lane) => {
    const box = lane.getBoundingClientRect();
    return x >= box.left && x <= box.right && y >= box.top;
  });
}

/** The card itself where it stands, or where it would come to stand: a line, or a frame around the one onto which it is
 * put. @param {{ onto?: HTMLElement, place?: Place } | null} target @returns {{ left: number, top: number, width: number,
 * height: number } | null} */
export function boxOf(target) {
  if (!target) return null;
  if (target.onto) return target.onto.getBoundingClientRect();
  const { lane, pile, before, after } = /** @type {Place} */ (target.place);
  const folded = pile?.hasAttribute("data-folded") && pile.closest(".group-of")?.querySelector(".pile");
  const box = (folded || (before ?? after ?? pile ?? lane.querySelector(".groups") ?? lane)).getBoundingClientRect();
  if (folded) return box;
  const top = before ? box.top - 6 : after ? box.bottom + 2 : box.top;
  return { left: box.left, top, width: box.width || lane.getBoundingClientRect().width, height: 0 };
}
