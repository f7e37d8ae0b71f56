// A page without a browser, as far as modules look at one: its body, what a device keeps, a clock, and what is sent.

import { mock } from "node:test";

/** What `localStorage` does; `full` is a device that takes no more. */
export class Storage {
  #kept = new Map();
  full = false;
  get length() {
    return this.#kept.size;
  }
  key(at) {
    return [...this.#kept.keys()][at] ?? null;
  }
  getItem(key) {
    return this.#kept.get(key) ?? null;
  }
  setItem(key, value) {
    if (this.full) throw new Error("QuotaExceededError");
    this.#kept.set(key, String(value));
  }
  removeItem(key) {
    this.#kept.delete(key);
  }
}

/** An element: what it says of itself, its children, and its place among them. */
export class Element extends EventTarget {
  children = [];
  parent = null;
  hidden = false;
  textContent = "";
  constructor(dataset = {}) {
    super();
    this.dataset = { ...dataset };
  }
  appendChild(child) {
    child.parent = this;
    this.children.push(child);
    return child;
  }
  remove() {
    this.parent.children = this.parent.children.filter((each) => each !== this);
  }
  toggleAttribute() {}
  removeAttribute() {}
  getAttribute(name) {
    return this.dataset[name.replace("data-", "").replace(/-(.)/g, (_, letter) => letter.toUpperCase())] ?? null;
  }
}

/** What the page says of commands that may wait, as outbox.html does. */
export const OUTBOX = {
  votes: "withdraw-vote cast-vote",
  goes: "skip-session choose-session",
  new: "write-note pitch-topic",
  castVote: "Interest",
  writeNote: "Note"
};

/** Makes the page of Kim, on which elements are found by their selectors or ids. */
export function openPage(found = {}) {
  const document = Object.assign(new EventTarget(), {
    body: new Element({ code: "ABC123", now: "1000000", heartbeat: "10", mark: "0", screen: "phone" }),
    visibilityState: "visible",
    readyState: "complete",
    found: { mine: new Element({ person: "7", votes: "", goes: "", skips: "" }), ...found },
    getElementById: (id) => document.found[id] ?? null,
    querySelector: (selector) => document.found[selector] ?? null,
    querySelectorAll: () => []
  });
  const window = new EventTarget();
  Object.assign(globalThis, {
    document,
    window: globalThis,
    addEventListener: window.addEventListener.bind(window),
    dispatchEvent: window.dispatchEvent.bind(window),
    localStorage: new Storage(),
    location: { protocol: "http:", host: "hall.test", pathname: "/ABC123", hash: "" },
    htmx: { swap: async () => {} },
    requestAnimationFrame: () => 0,
    WebSocket: class {
      readyState = 0;
      close() {}
    },
    MutationObserver: class {
      observe() {}
    },
    DOMParser: class {
      parseFromString = () => ({ querySelectorAll: () => [] });
    }
  });
  Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
  return document;
}

/** Stops the clocks of the page, which go on by `tick`: timers, the time of the day and the time since it was opened. */
export function stopClocks() {
  let passed = 0;
  let turned = 0;
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  mock.method(performance, "now", () => passed);
  mock.method(Date, "now", () => 5_000_000 + passed + turned);
  return {
    tick(ms) {
      passed += ms;
      mock.timers.tick(ms);
    },
    // Somebody puts the clock of the machine right, or wrong.
    turn(ms) {
      turned += ms;
    }
  };
}

/** Lets what was promised happen; no time passes. */
export async function settled() {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}
