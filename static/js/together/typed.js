// @ts-check
// Fields in which one types: there keys only write.

const TYPED = "input:not([type=radio], [type=checkbox], [type=color]), textarea, select, [contenteditable]";

/** @param {any} target */
export const isTyped = (target) => Boolean(target.closest?.(TYPED));
