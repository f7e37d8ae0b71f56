// @ts-check
// Words that somebody types where no field has the focus are no shortcuts, although some of their letters are: for a
// moment after a key that means nothing here none does anything, and neither does the Enter behind them.

import { isTyped } from "./typed.js";

const PAUSE = 1000; // milliseconds
const OWN = "dialog[open], body[data-lifting], body[data-card]"; // what has keys of its own
const known = new Set(["?"]);
let word = -PAUSE; // when the last letter of such words was typed

/** @param {Iterable<string>} keys that mean something here */
export function knows(keys) {
  for (const key of keys) known.add(key);
}

/** Whether a key belongs to words that lead nowhere. @param {KeyboardEvent} event */
export const isStray = (event) => event.timeStamp - word < PAUSE;

addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyped(event.target) || document.querySelector(OWN)) return;
    const types = event.key.length === 1 && event.key !== " ";
    if (types && (isStray(event) || !known.has(event.key.toLowerCase()))) word = event.timeStamp;
    else if (event.key === "Enter" && isStray(event)) event.preventDefault();
  },
  true
);
