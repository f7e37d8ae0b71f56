// @ts-check
// What a template promises to the scripts of its page: it is there, or something is wrong.

/** @param {string} selector @param {Pick<ParentNode, "querySelector">} [within] */
export function the(selector, within = document) {
  const found = within.querySelector(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}
