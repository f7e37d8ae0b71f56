// @ts-check
// Whether a key or a gesture on the wall is meant for something else: what is open or held.

const BUSY = "dialog[open], body[data-lifting], body[data-dragging], body[data-card], .several:not([hidden])";

export const isBusy = () => document.querySelector(BUSY) !== null;
