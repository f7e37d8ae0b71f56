// @ts-check
// The places of a wall at which a card can be put, as they stand in the page: before every card, and at the end of every
// group and of the cards without one. Nothing of it is kept, since pushes change it at any time.

import * as chosen from "./chosen.js";

/** @typedef {{ lane: HTMLElement, pile: Element | null, before: HTMLElement | null, after: HTMLElement | null }} Place */

const { body } = document;
const { subject } = body.dataset;

/** By its number; a photo by its id. @param {string} note @returns {HTMLElement | null} */
export const cardOf = (note) => document.getElementById(note.includes("_") ? note : `note_${subject}-${note}`);
/** @returns {HTMLElement[]} */
export const lanes = () => [...document.querySelectorAll(".wall-section")].map((lane) => /** @type {any} */ (lane));
/** @param {Element} card @returns {HTMLElement | null} */
export const laneOf = (card) => card.closest(".wall-section");
/** @param {HTMLElement} lane */
export const sectionOf = (lane) => lane.id.split("-").at(-1) ?? "0";
/** @param {HTMLElement} card */
export const wordsOf = (card) =>
  (card.querySelector(".text")?.textContent ?? card.querySelector("img")?.alt ?? "").trim().slice(0, 60);
/** @param {HTMLElement} lane */
export const nameOf = (lane) => lane.querySelector("h3 span")?.textContent?.trim() ?? "";
/** @param {Element | null} pile */
export const groupOf = (pile) => pile?.getAttribute("aria-label") ?? "";
/** @param {Element | null | undefined} pile */
export const isShut = (pile) => pile?.hasAttribute("data-folded") === true;
/** What has the focus where a card is gone: the name of its lane, or of the wall. @param {Element | null} [lane] */
export function headOf(lane) {
  const head = /** @type {HTMLElement | null} */ (lane?.isConnected ? lane.querySelector("h3") : null);
  const found = head?.checkVisibility() ? head : document.getElementById("wall-title");
  if (found) found.tabIndex = -1;
  return found;
}
// Of a pile those that are seen: among the others nobody knows where they put a card.
/** @param {Element | null} pile @returns {HTMLElement[]} */
const cardsIn = (pile) =>
  [...(pile?.children ?? [])].map((card) => /** @type {any} */ (card)).filter((card) => !isAway(card));
/** @param {Element} card */
const isAway = (card) => card.hasAttribute("data-sifted") || chosen.goesAlong(card);

export const isOpen = () => document.getElementById("phase")?.dataset.archived !== "yes";
// The server decides; this only keeps from offering what it would refuse.
/** @param {HTMLElement} card */
export function movable(card) {
  if (!isOpen()) return false;
  return card.hasAttribute("data-own") || body.hasAttribute("data-arranges") || body.hasAttribute("data-moves-all");
}

/** Into a closed pile there is one way: to its end. @param {HTMLElement} lane @param {HTMLElement} card @returns {Place[]} */
export function placesIn(lane, card) {
  const found = /** @type {Place[]} */ ([]);
  const piles = [...lane.querySelectorAll(".cards")];
  if (!piles.some((pile) => !groupOf(pile))) found.push({ lane, pile: null, before: null, after: null });
  for (const pile of piles) {
    const cards = cardsIn(pile).filter((each) => each !== card);
    const open = !isShut(pile) || pile === card.parentElement;
    if (open) for (const before of cards) found.push({ lane, pile, before, after: null });
    if (cards.length || pile === card.parentElement || !groupOf(pile))
      found.push({ lane, pile, before: null, after: cards.at(-1) ?? null });
  }
  return found;
}

/** Whether the card stands there already. @param {Place} place @param {HTMLElement} card */
export function isThere(place, card) {
  if (place.pile !== card.parentElement) return false;
  return place.before === following(card);
}

/** @param {Element} card @returns {any} */
function following(card) {
  let found = card.nextElementSibling;
  while (found && isAway(found)) found = found.nextElementSibling;
  return found;
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

/** Whether it cannot, for the other is somebody else's. @param {HTMLElement} other @param {HTMLElement | null} card */
export const isApart = (other, card) =>
  Boolean(card) && other !== card && !groupOf(other.parentElement) && !movable(other);

/** The fields of the form that puts a card, or a photo, there. @param {{ onto?: HTMLElement, place?: Place }} target
 * @param {string} note @returns {Record<string, string>} */
export function fieldsFor({ onto, place }, note) {
  const { lane, pile, before, after } = place ?? /** @type {any} */ ({ lane: onto && laneOf(onto) });
  const section = sectionOf(lane);
  /** @type {Record<string, string>} */
  const whose = note.includes("_") ? { photo: note.split("_")[1] } : { note };
  if (onto) return { ...whose, section, place: `onto-${named(onto)}` };
  if (before) return { ...whose, section, place: `before-${named(before)}` };
  return { ...whose, section, place: after && groupOf(pile) ? `after-${named(after)}` : "last" };
}

// As the server knows what it comes beside.
/** @param {HTMLElement} card */
export const named = ({ dataset }) => dataset.note ?? `p${dataset.photo}`;

/** What lies under a point: a card on which it is put, or a place. @param {number} x @param {number} y
 * @param {HTMLElement | null} card @param {Element | null} [found] the element there, if it is known
 * @returns {{ onto?: HTMLElement, place?: Place, apart?: HTMLElement } | null} */
export function under(x, y, card, found = document.elementFromPoint(x, y)) {
  const lane = /** @type {HTMLElement | null} */ (found?.closest(".wall-section")) ?? laneAt(x, y);
  if (!lane) return null;
  const other = /** @type {HTMLElement | null} */ (found?.closest(".wall :is(.note, .photo)"));
  const pile = other?.parentElement ?? found?.closest(".group-of")?.querySelector(".cards") ?? null;
  if (!other) return { place: endOf(lane, pile, card) };
  if (chosen.goesAlong(other)) return { place: card ? where(card) : endOf(lane, pile, card) };
  const box = other.getBoundingClientRect();
  const part = (y - box.top) / box.height;
  const middle = part > 0.3 && part < 0.7;
  if (middle && joins(other, card)) return { onto: other };
  const apart = middle && isApart(other, card) ? other : undefined;
  if (part < 0.5 || other === card)
    return { place: { lane, pile, before: next(other, card, true), after: null }, apart };
  const before = next(other, card, false);
  return { place: { lane, pile, before, after: before ? null : other }, apart };
}

/** @param {HTMLElement} card @returns {Place} */
function where(card) {
  const pile = card.parentElement;
  const before = following(card);
  return { lane: /** @type {any} */ (laneOf(card)), pile, before, after: before ? null : card };
}

// The card itself is not one of those beside which it goes.
/** @param {Element} other @param {HTMLElement | null} card @param {boolean} self @returns {HTMLElement | null} */
function next(other, card, self) {
  const found = self ? other : following(other);
  return found === card ? following(found) : found;
}

/** @param {HTMLElement} lane @param {Element | null} pile @param {HTMLElement | null} card @returns {Place} */
function endOf(lane, pile, card) {
  const place = pile ?? [...lane.querySelectorAll(".cards")].find((each) => !groupOf(each)) ?? null;
  const cards = cardsIn(place).filter((each) => each !== card);
  return { lane, pile: place, before: null, after: cards.at(-1) ?? null };
}

// Below the last card of a lane that stands beside longer ones.
/** @param {number} x @param {number} y */
function laneAt(x, y) {
  return lanes().find((lane) => {
    const box = lane.getBoundingClientRect();
    return x >= box.left && x <= box.right && y >= box.top;
  });
}

/** The button that opens and closes it. @param {Element | null} pile */
export const nameOn = (pile) => /** @type {HTMLElement | null} */ (pile?.closest(".group-of")?.querySelector(".pile"));

/** The card itself where it stands, or where it would come to stand: a line, or a frame around the one onto which it is
 * put. @param {{ onto?: HTMLElement, place?: Place } | null} target @returns {{ left: number, top: number, width: number,
 * height: number } | null} */
export function boxOf(target) {
  if (!target) return null;
  if (target.onto) return target.onto.getBoundingClientRect();
  const { lane, pile, before, after } = /** @type {Place} */ (target.place);
  const folded = isShut(pile) && nameOn(pile);
  const box = (folded || (before ?? after ?? pile ?? lane.querySelector(".groups") ?? lane)).getBoundingClientRect();
  if (folded) return box;
  const top = before ? box.top - 6 : after ? box.bottom + 2 : box.top;
  return { left: box.left, top, width: box.width || lane.getBoundingClientRect().width, height: 0 };
}
