// The projector has no scrollbar: what does not fit is shown page by page, whole items only.
(() => {
  const EVERY = 9000;
  const SCENES = [["#ranking", "ol > li"], ["#plan", "tbody > tr"], ["#scene", ":scope > ol > li"]];
  const at = new Map();

  function pages(scene, items) {
    for (const item of items) item.removeAttribute("data-off");
    const most = scene.getBoundingClientRect().bottom;
    const found = [[]];
    let start = null, shift = 0;
    for (const item of items) {
      const { top, bottom } = item.getBoundingClientRect();
      start ??= top;
      if ((bottom - shift > most || item.matches("[data-new]")) && found.at(-1).length) {
        found.push([]);
        shift = top - start;
      }
      found.at(-1).push(item);
    }
    return found;
  }

  function show(selector, itemSelector, step) {
    const scene = document.querySelector(selector);
    if (!scene?.offsetParent) return;
    const items = scene.querySelectorAll(itemSelector);
    const all = pages(scene, items);
    const page = ((at.get(selector) ?? 0) + step) % all.length;
    at.set(selector, page);
    const kept = new Set(all[page]);
    for (const item of items) item.toggleAttribute("data-off", !kept.has(item));
    const title = scene.querySelector(".scene-title");
    const named = all[page][0]?.dataset.title;
    if (title && named) {
      title.textContent = named;
      title.classList.toggle("long", named.length > 70);
    }
    scene.dataset.pages = all.length > 1 ? `${page + 1} / ${all.length}` : "";
  }

  const turn = (step) => SCENES.forEach(([scene, items]) => show(scene, items, step));

  document.body.addEventListener("barcamp:shown", () => turn(0));
  window.addEventListener("resize", () => turn(0));
  document.fonts?.ready.then(() => turn(0));
  window.addEventListener("load", () => turn(0));
  setInterval(() => turn(1), EVERY);
})();
