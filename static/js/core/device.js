// What this device remembers by itself, under names that say whose it is. Where a browser keeps nothing (a private
// window, a full disk) it lasts as long as the page.
(() => {
  const { code } = document.body.dataset;
  const memory = new Map();

  const person = () => document.getElementById("mine")?.dataset.person ?? "";
  const name = (kind, rest = "") => `barcamp:${kind}:${code}:${person()}:${rest}`;

  function keys(prefix) {
    const found = new Set(memory.keys());
    try {
      for (let at = 0; at < localStorage.length; at += 1) found.add(localStorage.key(at));
    } catch { /* then only what this page remembers */ }
    return [...found].filter((key) => key.startsWith(prefix)).sort();
  }

  function get(key) {
    if (memory.has(key)) return memory.get(key);
    try { return localStorage.getItem(key); } catch { return null; }
  }

  // True when it will still be there after the tab was closed.
  function set(key, value) {
    try {
      localStorage.setItem(key, value);
      memory.delete(key);
      return true;
    } catch {
      memory.set(key, value);
      return false;
    }
  }

  function remove(key) {
    memory.delete(key);
    try { localStorage.removeItem(key); } catch { /* was never there */ }
  }

  // Everything of the person this page is for, of this event.
  function forget() {
    const owner = `:${code}:${person()}:`;
    for (const key of keys("barcamp:")) if (key.slice(key.indexOf(":", 8)).startsWith(owner)) remove(key);
  }

  // crypto.randomUUID needs a secure context; a venue laptop on plain HTTP is none.
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // Now, for scripts that come later, else when all of the page is there.
  const ready = (start) => (document.readyState === "complete" ? start() : document.addEventListener("DOMContentLoaded", start));

  // After what a tap changed has been drawn; soon, too, where nothing is drawn.
  function drawn(then) {
    let waits = true;
    const once = () => { if (waits) { waits = false; then(); } };
    requestAnimationFrame(() => setTimeout(once));
    setTimeout(once, 300);
  }

  // A sentence with a number in the form that goes with it. The server hands over all forms, and on <html> which of them
  // a number takes, where it is not "one" and "all others": a digit for each from 0 to 199, beyond by the last two.
  function counted(forms, n) {
    const rule = document.documentElement.dataset.plurals;
    const form = rule ? rule[n < 100 ? n : 100 + (n % 100)] : Number(n !== 1);
    return forms.split("|")[form].replace("{n}", n);
  }

  window.device = { counted, ready, drawn, person, name, keys, get, set, remove, forget, newId };
})();
