// Offline is a place: what was seen on this device is kept, and shown in place with its age when a link is tapped
// without a connection. Where there is a service worker, it brings the same after a cold start.
(() => {
  const { code } = document.body.dataset;
  const home = `/${code}`, here = location.pathname;
  const MOST = 40, DROPPED = "script, template, form, button, select, nav, dialog, noscript, link, style, [data-tray], [data-phototray], .card-sheet, .writing, .tools, .arranging, .leave, .find, .filters, #mine, .ask, .unseen, a[href^='#']";
  const name = (path) => device.name("page", path);
  let words = {}, sheet = null, place = null;

  const away = () => document.getElementById("status")?.matches("[data-away]");
  const clock = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", timeZone: words.zone });

  // What people read of a page, without what only works on it.
  function plain(main) {
    const copy = main.cloneNode(true);
    for (const each of copy.querySelectorAll(DROPPED)) each.remove();
    for (const each of copy.querySelectorAll("[hidden]")) each.remove();
    for (const each of [copy, ...copy.querySelectorAll("*")]) for (const attribute of [...each.attributes]) {
      if (/^(id|style|hx-|aria-labelledby|aria-describedby|aria-controls|data-tab$|for$)/.test(attribute.name)) each.removeAttribute(attribute.name);
    }
    for (const image of copy.querySelectorAll("img")) image.replaceWith(image.alt);
    return copy.innerHTML;
  }

  function keep() {
    if (!device.person() || "left" in document.body.dataset || document.body.dataset.kept) return;
    const main = document.querySelector("main");
    if (!main) return;
    const title = document.title.split(" · ")[0];
    device.set(name(here), JSON.stringify({ title, at: window.serverClock?.now() ?? Number(document.body.dataset.now) + performance.now(), html: plain(main) }));
    const kept = device.keys(name("")).map((key) => [JSON.parse(device.get(key)).at, key]).sort();
    for (const [, key] of kept.slice(0, -MOST)) device.remove(key);
  }

  function read(path) {
    try { return JSON.parse(device.get(name(path))); } catch { return null; }
  }

  const element = (kind, attributes, ...inside) => {
    const made = Object.assign(document.createElement(kind), attributes);
    made.append(...inside);
    return made;
  };

  function open(path, called) {
    close();
    const found = read(path), wall = path.match(/\/notes\/(\w+)$/)?.[1];
    place = element("section", { className: "memory", tabIndex: -1 });
    place.setAttribute("aria-label", found?.title ?? called);
    const back = element("button", { type: "button", className: "button quiet", textContent: `← ${words.back}` });
    back.addEventListener("click", () => history.back());
    const said = element("p", { className: "hint age", textContent: found ? words.as.replace("{time}", clock(found.at)) : words.unseen });
    place.append(element("p", {}, back), element("h1", { textContent: found?.title ?? called }), said);
    if (wall) place.append(writing(wall));
    const seen = element("div", { className: "seen" });
    if (found) seen.innerHTML = found.html;
    place.append(seen);
    document.body.append(place);
    document.body.dataset.memory = path;
    place.focus({ preventScroll: true });
    place.scrollTop = 0;
    document.dispatchEvent(new CustomEvent("barcamp:letters")); // what waits stands here too
  }

  function close() {
    place?.remove();
    place = null;
    delete document.body.dataset.memory;
  }

  // A note for any session, from wherever one is: it waits in the outbox like all others.
  function writing(wall) {
    const id = "memory-note";
    const field = element("textarea", { id, rows: 2 });
    const send = element("button", { className: "button", textContent: words.put });
    const form = element("form", { className: "stack" }, element("div", { className: "field" }, element("label", { htmlFor: id, textContent: words.note }), field), send);
    const tray = element("ul", { className: "tray", hidden: true });
    tray.dataset.tray = "all";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = field.value.trim();
      if (!text) return field.focus();
      letters.add({ op: device.newId(), verb: "write-note", path: `${home}/write-note`, text, about: "", fields: [["wall", wall], ["text", text]] });
      field.value = "";
      window.outbox.run();
    });
    return element("div", {}, form, tray);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || !away() || link.origin !== location.origin) return;
    if (link.pathname === here && link.hash && !place) return; // on this very page
    event.preventDefault();
    if (link.hasAttribute("download") || !link.pathname.startsWith(home)) return statusLine.note(words.needs);
    go(link.pathname, link.textContent.trim(), link.hash);
  });

  function go(path, called, hash) {
    if (path === here) { close(); history.pushState(null, "", here + hash); return; }
    history.pushState({ memory: path, called }, "");
    open(path, called);
  }

  window.addEventListener("popstate", ({ state }) => {
    if (state?.memory) open(state.memory, state.called);
    else close();
  });

  // Back again: what stands here from memory is led to as it is by now.
  function back() {
    delete document.body.dataset.kept;
    document.querySelector(".kept")?.remove();
    if (!place || place.querySelector("textarea")?.value) return;
    location.replace(document.body.dataset.memory);
  }
  document.addEventListener("barcamp:reached", back);

  // The words come with a page that the service worker needs too.
  async function learn() {
    const stored = device.get(device.name("words"));
    if (stored) words = JSON.parse(stored);
    try {
      const answer = await fetch(`${home}/offline`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      words = { ...page.querySelector("[data-as]").dataset };
      device.set(device.name("words"), JSON.stringify(words));
    } catch { /* those from before */ }
    const { kept } = document.body.dataset;
    if (kept && words.as) document.querySelector("main").prepend(element("p", { className: "hint kept", textContent: words.as.replace("{time}", clock(Number(kept))) }));
  }

  // Only a secure context has one; then it may keep this page and what it is made of.
  async function employ() {
    if (!navigator.serviceWorker || !device.person() || document.body.dataset.kept) return;
    await navigator.serviceWorker.register(`${home}/worker.js`, { scope: home });
    const { active } = await navigator.serviceWorker.ready;
    const parts = performance.getEntriesByType("resource").map((each) => each.name).filter((each) => each.startsWith(`${location.origin}/static/`));
    active?.postMessage({ parts: [...new Set(parts)], pages: [...new Set([home, here])] });
  }

  let soon = 0;
  const keepSoon = () => { clearTimeout(soon); soon = setTimeout(keep, 1000); };
  for (const sign of ["htmx:after:swap", "barcamp:shown"]) document.addEventListener(sign, keepSoon);
  sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    .memory { position: fixed; inset: 0; z-index: 60; overflow: auto; overscroll-behavior: contain; padding: 1rem 1rem 6rem; background: var(--paper, Canvas); color: var(--ink, CanvasText); }
    .notes .memory { padding-block-start: 4.5rem; }
    .memory h1 { margin: .75rem 0 .25rem; font-size: 1.4rem; overflow-wrap: anywhere; }
    .memory .tray { margin-block-start: 1rem; }
    .memory .age, .kept { font-weight: 600; }
    .memory .seen { margin-top: 1.5rem; overflow-wrap: anywhere; }
    .memory .seen ul { list-style: none; padding: 0; }
    .memory .seen :is(article, li, h2, h3) { margin: .75rem 0 .25rem; }
    .memory .seen [data-tab] { display: block; }
    .notes:has(#status[data-away]) .top { margin-block-start: 3rem; }
    body[data-memory] > :is(main, header, nav, aside) { visibility: hidden; }
    body[data-memory] .status { z-index: 61; }
  `);
  document.adoptedStyleSheets = [...(document.adoptedStyleSheets ?? []), sheet];
  keep();
  learn().then(employ).catch(() => {});
})();
