// @ts-check
// Lists whose items are put, moved and taken away one by one: what a message does to them, and whether it succeeded.

const MANY = 20; // new ones; from here on it can be felt on a phone how long htmx compares them

/** @param {string} id */
const element = (id) => document.getElementById(id);

/** The ids of what was made anew, and is still empty. @param {string} lines */
export function change(lines) {
  /** @type {Set<string>} */
  const made = new Set();
  for (const line of lines.split("\n")) {
    const [id, tag, within, behind] = line.slice(1).split(" ");
    if (line[0] === "-") element(id)?.remove();
    if (line[0] !== "+") continue;
    if (!element(id)) made.add(id);
    put(element(id) ?? Object.assign(document.createElement(tag), { id }), element(within), behind);
  }
  return made;
}

/** Puts what came for these into their places, where there is nothing to compare it with. Returns the rest, for htmx.
 * @param {string} html @param {Set<string>} made */
export function fill(html, made) {
  if (made.size < MANY) return html;
  const came = document.createElement("template");
  came.innerHTML = html;
  for (const each of [...came.content.children]) {
    const empty = element(each.getAttribute("hx-target")?.slice(1) ?? "");
    const full = each.firstElementChild;
    if (!empty || !full || !made.has(empty.id)) continue;
    empty.replaceWith(full);
    htmx.process(full);
    each.remove();
  }
  return came.innerHTML;
}

/** @param {Element} item @param {Found | null} list @param {string | undefined} behind */
function put(item, list, behind) {
  const before = behind ? element(behind)?.nextElementSibling : list?.firstElementChild;
  if (list && before !== undefined && before !== item) move(item, list, before);
}

// With what is typed or open in it, and with focus.
/** @param {Element} item @param {Found} list @param {Element | null} before */
export function move(item, list, before) {
  if (list.moveBefore && item.isConnected) return list.moveBefore(item, before);
  const focused = item.contains(document.activeElement) && /** @type {HTMLElement} */ (document.activeElement);
  list.insertBefore(item, before);
  if (focused) focused.focus({ preventScroll: true });
}

// These items, in this order; those that stand right are not touched, so that nobody loses the focus.
/** @param {Found} list @param {Element[]} items */
export function arrange(list, items) {
  items.forEach((item, at) => {
    if (list.children[at] !== item) move(item, list, list.children[at] ?? null);
  });
}

/** The pieces that were put somewhere; and of lists in which other ones stand now, `topics:items`, which no element is
 * called, as most of their items stay as they were. @param {string} lines */
export const touched = (lines) =>
  lines
    .split("\n")
    .filter((line) => /^[+#]/.test(line))
    .map((line) => line.slice(1).split(" ")[0] + (line[0] === "#" ? ":items" : ""));

/** @param {string} lines */
export const agrees = (lines) =>
  lines
    .split("\n")
    .filter((line) => line[0] === "#")
    .every((line) => {
      const [id, count, sum] = line.slice(1).split(" ");
      const list = element(id);
      return !list || (list.childElementCount === Number(count) && checksum(list) === Number(sum));
    });

// Adler-32 of the ids in their order; where somebody chose an order of their own, in that in which they came.
/** @param {Found} list */
function checksum(list) {
  const ids = Array.from(list.children, ({ id }) => id);
  if (list.dataset.sorted !== undefined) ids.sort((a, b) => +a.split("_")[1] - +b.split("_")[1]);
  const text = ids.join(" ");
  let a = 1;
  let b = 0;
  for (let at = 0; at < text.length; at += 1) {
    a = (a + text.charCodeAt(at)) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}
