// @ts-check
// What this device remembers, under names that say whose it is. If a browser keeps nothing (a private
// window, a full disk) it lasts as long as the page.

const { code } = document.body.dataset;
const memory = new Map();

export const person = () => document.getElementById("mine")?.dataset.person ?? "";
/** @param {string} kind @param {string} [rest] */
export const name = (kind, rest = "") => `barcamp:${kind}:${code}:${person()}:${rest}`;

/** @param {string} prefix */
export function keys(prefix) {
  const found = new Set(memory.keys());
  try {
    for (let at = 0; at < localStorage.length; at += 1) found.add(localStorage.key(at));
  } catch {
    /* then only what this page remembers */
  }
  return [...found].filter((key) => key.startsWith(prefix)).sort();
}

/** @param {string} key @returns {string | null} */
export function get(key) {
  if (memory.has(key)) return memory.get(key);
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

// True if it will still be there after the tab is closed.
/** @param {string} key @param {string} value @returns {boolean} */
export function set(key, value) {
  try {
    localStorage.setItem(key, value);
    memory.delete(key);
    return true;
  } catch {
    memory.set(key, value);
    return false;
  }
}

/** @param {string} key */
export function remove(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    /* was never there */
  }
}

// crypto.randomUUID needs a secure context; a venue's laptop on plain HTTP is not one.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Runs once what a tap changed has been drawn; soon, too, if nothing is drawn.
/** @param {() => void} then */
export function drawn(then) {
  let waits = true;
  const once = () => {
    if (waits) {
      waits = false;
      then();
    }
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 300);
}
