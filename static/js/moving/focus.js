// @ts-check
// Where a card goes that was moved by keys, the focus goes: a closed pile opens for it, and where it is out of sight, what
// takes the move back is next.

import * as piles from "../wall/piles.js";
import * as places from "./places.js";

/** The card that was moved, until the focus is somewhere else. */
let follows = "";

const bar = () => document.querySelector(".moving");
/** @param {any} element */
export const visible = (element) => element?.checkVisibility() === true;
const isLost = () => document.activeElement === document.body || !visible(document.activeElement);

/** @param {string} note @param {HTMLElement | null} [lane] where it was, if it may be gone */
export function goWith(note, lane) {
  follows = note;
  const button = places.cardOf(note)?.querySelector(".move");
  const ways = [button, bar()?.querySelector(".receipt button"), places.headOf(lane)];
  /** @type {any} */
  const found = ways.find(visible);
  found?.focus({ preventScroll: found === button });
}

/** After what came, and after what appeared or went. */
export function follow() {
  if (!follows) return;
  const pile = places.cardOf(follows)?.parentElement;
  if (pile && places.isShut(pile)) piles.set(pile.id, true);
  if (isLost()) goWith(follows);
}

/** @param {EventTarget | null} target */
const among = (target) => places.cardOf(follows)?.contains(target) || bar()?.contains(target);
for (const sign of ["focusin", "pointerdown"])
  document.addEventListener(sign, ({ target }) => {
    if (follows && !among(target)) follows = "";
  });
