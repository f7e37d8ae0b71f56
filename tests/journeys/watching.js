// Watches what a page becomes. A state is worth a second look when it shows a kind of thing that was not seen before:
// then the page is kept as it stands, for tests/journeys/watching.py to examine once the journey is over.
(() => {
  const known = new Set(KNOWN);
  // Numbers, and what is made up at random: `why-3f0c…` of one draft is the same kind of thing as that of another.
  const plain = (text) => text.replace(/(?<![a-z\d])[a-f]*\d[\da-f]*(?![a-z\d])/g, "#").replace(/\d+/g, "#");
  const STATES = ["role", "type", "open", "aria-pressed", "aria-current", "aria-invalid", "aria-disabled", "aria-expanded", "data-state", "data-phase", "data-kind", "data-theme"];
  let waiting = 0;

  function kind(element) {
    const states = STATES.filter((name) => element.hasAttribute(name)).map((name) => `${name}=${element.getAttribute(name)}`);
    return `${element.localName}#${plain(element.id)}.${[...element.classList].sort().join(".")}[${states}]`;
  }

  function kinds() {
    const screen = document.body.dataset.screen ?? document.body.className;
    const found = new Set();
    for (const element of document.body.querySelectorAll("*")) {
      if (element.closest("svg svg, svg > *") || !element.checkVisibility({ visibilityProperty: true })) continue;
      found.add(`${screen} ${kind(element)}`);
    }
    return found;
  }

  // What people chose is not in the HTML, nor are the rules that a script made; scripts must not run a second time.
  function asItStands() {
    const copy = document.documentElement.cloneNode(true);
    const fields = copy.querySelectorAll("input, option");
    document.querySelectorAll("input, option").forEach((field, index) => {
      fields[index].toggleAttribute("checked", Boolean(field.checked));
      fields[index].toggleAttribute("selected", Boolean(field.selected));
    });
    for (const sheet of document.adoptedStyleSheets) {
      const rules = [...sheet.cssRules].map((rule) => rule.cssText).join("\n");
      copy.querySelector("head").append(Object.assign(document.createElement("style"), { textContent: rules }));
    }
    copy.querySelectorAll("script, noscript, meta[http-equiv]").forEach((element) => element.remove());
    return `<!doctype html>${copy.outerHTML}`;
  }

  function look() {
    waiting = 0;
    if (!document.body || location.protocol === "about:") return;
    const found = [...kinds()];
    if (found.every((each) => known.has(each))) return;
    found.forEach((each) => known.add(each));
    keepState(location.pathname + location.hash, found, asItStands());
  }

  const soon = () => { waiting ||= setTimeout(look, 120); };
  document.addEventListener("DOMContentLoaded", () => {
    soon();
    new MutationObserver(soon).observe(document.documentElement, { attributes: true, childList: true, subtree: true });
  });
  document.addEventListener("toggle", soon, true);
  document.addEventListener("change", soon, true);
})();
