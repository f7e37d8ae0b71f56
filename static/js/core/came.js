// @ts-check
// What a swap has changed, so that among thousands of things only new ones are looked at.

/** The ids that came, or were put elsewhere; null if the whole page may have changed.
 * @param {Asked["ctx"]} ctx @returns {string[] | null} */
export function ids({ came, text }) {
  if (came) return came;
  const named = namedIn(text ?? "");
  return named.length ? named : null;
}

/** @param {string} html */
export const namedIn = (html) => [...html.matchAll(/ hx-target="#([\w-]+)"/g)].map(([, id]) => id);

/** Whether one of these prefixes begins an id that came. @param {string[] | null} came @param {string[]} prefixes */
export const any = (came, ...prefixes) => !came || came.some((id) => prefixes.some((prefix) => id.startsWith(prefix)));

/** What matches in what came, itself included. @param {string[] | null} came @param {string} selector @returns {Piece[]} */
export function within(came, selector) {
  if (!came) return [.../** @type {NodeListOf<Piece>} */ (document.querySelectorAll(selector))];
  const roots = came.flatMap((id) => document.getElementById(id) ?? []);
  return /** @type {Piece[]} */ (
    roots.flatMap((root) => [...(root.matches(selector) ? [root] : []), ...root.querySelectorAll(selector)])
  );
}
