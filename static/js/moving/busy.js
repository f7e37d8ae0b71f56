// @ts-check
// Whether a key or a gesture on the wall is meant for something else: a field in which one types, or what is open or held.

const TYPED = "input:not([type=radio], [type=checkbox], [type=color]), textarea, select, [contenteditable]";
const BUSY = "dialog[open], body[data-lifting], body[data-dragging], body[data-card], .several:not([hidden])";

/** @param {any} target */
export const isTyped = (target) => Boolean(target.closest?.(TYPED));
export const isBusy = () => document.querySelector(BUSY) !== null;
