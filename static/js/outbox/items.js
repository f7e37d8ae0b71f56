// @ts-check
// A list on the page whose items are the entries of this device, by their ids. Items that stay are changed in place, so
// that no item leaves from under a finger.

/**
 * @template {{ op: string }} T
 * @param {Found} list
 * @param {T[]} entries
 * @param {(entry: T) => Found} made
 * @param {(item: Found, entry: T) => void} write
 */
export function fill(list, entries, made, write) {
  const items = new Map([...list.children].map((item) => [item.dataset.op, item]));
  for (const entry of entries) {
    let item = items.get(entry.op);
    if (!item) {
      item = list.appendChild(made(entry));
      item.dataset.op = entry.op;
    }
    items.delete(entry.op);
    write(item, entry);
  }
  for (const gone of items.values()) gone.remove();
  list.hidden = !entries.length;
}
