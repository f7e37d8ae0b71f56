// The projector has no scrollbar: what does not fit is shown page by page, whole items only. An item that is too tall
// for a page of its own, or a scene without pages that is too tall, is set smaller in steps that stay readable.
(() => {
  const EVERY = 9000;
  const STEPS = ["", "small", "smaller", "smallest"];
  const LISTS = [["#ranking", "ol > li"], ["#scene", ":scope > ol:not(.takeaway) > li"], [".welcome", ":scope > .none"]];
  const at = new Map();

  // Items as pages. `full` says whether one of them is taller than a page.
  function pages(scene, items) {
    const most = scene.getBoundingClientRect().bottom + 1;
    const found = [[]];
    let start = null, shift = 0, full = scene.scrollWidth > scene.clientWidth + 1;
    for (const item of items) {
      const { top, bottom } = item.getBoundingClientRect();
      start ??= top;
      if ((bottom - shift > most || item.matches("[data-new]")) && found.at(-1).length) {
        found.push([]);
        shift = top - start;
      }
      full ||= bottom - shift > most;
      found.at(-1).push(item);
    }
    // Beside the pages, nothing may be cut either.
    if (!items.length || found.length === 1) full ||= scene.scrollHeight > scene.clientHeight + 1;
    return { found, full };
  }

  // In the largest letters in which all is whole.
  function fitting(scene, divide) {
    let last = null;
    for (const step of STEPS) {
      scene.dataset.fit = step;
      last = divide();
      if (!last.full) break;
    }
    return last.found;
  }

  function which(selector, step, count) {
    const page = ((((at.get(selector) ?? 0) + step) % count) + count) % count;
    at.set(selector, page);
    return page;
  }

  function number(scene, page, count) {
    scene.dataset.pages = count > 1 ? `${page + 1} / ${count}` : "";
  }

  const only = (items, shown) => { for (const item of items) item.toggleAttribute("data-off", !shown.has(item)); };

  function list(selector, itemSelector, step) {
    const scene = document.querySelector(selector);
    if (!scene?.offsetParent) return;
    const items = [...scene.querySelectorAll(itemSelector)];
    const all = fitting(scene, () => { only(items, new Set(items)); return pages(scene, items); });
    const page = which(selector, step, all.length);
    only(items, new Set(all[page]));
    const title = scene.querySelector(".scene-title");
    const named = all[page][0]?.dataset.title;
    if (title && named) {
      title.textContent = named;
      title.classList.toggle("long", named.length > 70);
    }
    number(scene, page, all.length);
  }

  // The plan has two directions: so many rooms as stay readable side by side, then the rows below one another.
  function plan(step) {
    const scene = document.querySelector("#plan");
    if (!scene?.offsetParent) return;
    const rows = [...scene.querySelectorAll("tbody > tr")];
    const rooms = [...scene.querySelectorAll("thead th")].slice(1);
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const most = Math.max(1, Math.floor((scene.clientWidth - 6 * rem) / (11.5 * rem)));
    const parts = Math.max(1, Math.ceil(rooms.length / most)), wide = Math.max(1, Math.ceil(rooms.length / parts));

    function columns(part) {
      const inside = (index) => Math.floor(index / wide) === part;
      rooms.forEach((room, index) => room.toggleAttribute("data-off", !inside(index)));
      const shown = Math.max(1, rooms.filter((_, index) => inside(index)).length);
      for (const row of rows) {
        const cells = row.querySelectorAll("td");
        if (row.matches(".plenary")) cells[0].colSpan = shown;
        else cells.forEach((cell, index) => cell.toggleAttribute("data-off", !inside(index)));
      }
    }

    function divide() {
      const found = [];
      let full = false;
      for (let part = 0; part < parts; part += 1) {
        columns(part);
        only(rows, new Set(rows));
        scene.dataset.whole = "";
        let cut = pages(scene, rows);
        if (cut.found.length > 1 || cut.full) {
          delete scene.dataset.whole;
          cut = pages(scene, rows.filter((row) => row.offsetParent));
        }
        full ||= cut.full;
        found.push(...cut.found.map((page) => ({ part, page, whole: "whole" in scene.dataset })));
      }
      return { found, full };
    }

    const all = fitting(scene, divide);
    const page = which("#plan", step, all.length);
    columns(all[page].part);
    scene.toggleAttribute("data-whole", all[page].whole);
    only(rows, new Set(all[page].page));
    number(scene, page, all.length);
  }

  function turn(step) {
    for (const [scene, items] of LISTS) list(scene, items, step);
    plan(step);
  }

  function afresh(step) {
    turn(step);
    document.dispatchEvent(new CustomEvent("barcamp:turned"));
  }

  document.body.addEventListener("barcamp:shown", () => turn(0));
  window.addEventListener("resize", () => afresh(0));
  document.fonts?.ready.then(() => afresh(0));
  window.addEventListener("load", () => afresh(0));
  let timer = setInterval(() => afresh(1), EVERY);

  // A presenter's remote control turns pages too; whoever turned one has the whole time to read it.
  const KEYS = { PageDown: 1, ArrowRight: 1, " ": 1, PageUp: -1, ArrowLeft: -1 };
  document.addEventListener("keydown", (event) => {
    const step = KEYS[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    clearInterval(timer);
    timer = setInterval(() => afresh(1), EVERY);
    afresh(step);
  });
})();
