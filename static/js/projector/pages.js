// @ts-check
// The projector has no scrollbar: what does not fit is shown page by page, whole items only. An item that is too tall
// for a page of its own, or a scene without pages that is too tall, is set smaller in steps that stay readable.

const EVERY = 9000; // milliseconds
const READING = { start: 4000, letter: 55, least: 7000, most: 30000 }; // of a page that is read, not glanced at
const REVEALED = 20000; // as long as the first page of a ranking stays besides, for those who have waited for it
const STEPS = ["", "small", "smaller", "smallest"];
const WHOLE = ["huge", "vast", "roomy", "ample", "", "small", "smaller"];
const LISTS = [
  ["#ranking", "ol > li"],
  ["#scene", ":scope > ol:not(.takeaway) > li"],
  [".welcome", ":scope > .none"]
];
const at = new Map();

// Items as pages. `full` says whether one of them is taller than a page; `kept` is height that each page needs besides.
/** @param {Found} scene @param {Found[]} items @param {number} [kept] */
function pages(scene, items, kept = 0) {
  const most = scene.getBoundingClientRect().bottom + 1 - kept;
  /** @type {Found[]} */
  let page = [];
  const found = [page];
  /** @type {number | undefined} */
  let start;
  let shift = 0;
  let full = scene.scrollWidth > scene.clientWidth + 1;
  for (const item of items) {
    const { top, bottom } = item.getBoundingClientRect();
    start ??= top;
    if (bottom - shift > most && page.length) {
      page = [];
      found.push(page);
      shift = top - start;
    }
    full ||= bottom - shift > most;
    page.push(item);
  }
  // Nothing beside the pages may be cut off either.
  if (!items.length || found.length === 1) full ||= scene.scrollHeight > scene.clientHeight + 1;
  return { found, full };
}

// In the largest letters in which everything is whole.
/** @template T @param {Found} scene @param {() => { found: T[], full: boolean }} divide @param {string[]} [steps] */
function fitting(scene, divide, steps = STEPS) {
  /** @type {T[]} */
  let last = [];
  for (const step of steps) {
    scene.dataset.fit = step;
    const { found, full } = divide();
    last = found;
    if (!full) break;
  }
  return last;
}

// A list in parts that begin on a page of their own, as does what comes after the end of one (data-last). Where all of a part belongs together (data-whole), it is one page,
// in larger letters if there is room and in smaller ones if there is not.
/** @param {Found[]} items */
function parts(items) {
  /** @type {Found[]} */
  let part = [];
  const found = [part];
  for (const item of items) {
    const begins = item.matches("[data-new], [data-whole]") || part.at(-1)?.matches("[data-last]");
    if (begins && part.length) {
      part = [];
      found.push(part);
    }
    part.push(item);
  }
  return found;
}

/** @param {Found} scene @param {Found[]} items */
function inParts(scene, items) {
  return parts(items).flatMap((part) => {
    const whole = part[0]?.matches("[data-whole]");
    only(items, new Set(part));
    entitle(scene, part);
    let found =
      whole &&
      fitting(
        scene,
        () => {
          const cut = pages(scene, part);
          return { found: cut.found, full: cut.full || cut.found.length > 1 };
        },
        WHOLE
      );
    if (!found || found.length > 1) found = fitting(scene, () => pages(scene, part), whole ? STEPS.slice(1) : STEPS);
    return found.map((page) => ({ page, fit: scene.dataset.fit }));
  });
}

/** @param {Found} scene @param {Found[]} items */
function entitle(scene, items) {
  const title = scene.querySelector(".scene-title");
  const named = items[0]?.dataset.title;
  if (!title || !named) return;
  if (title.textContent !== named) title.textContent = named;
  title.classList.toggle("long", named.length > 70);
}

/** @param {string} selector @param {number} step @param {number} count */
function which(selector, step, count) {
  const page = ((((at.get(selector) ?? 0) + step) % count) + count) % count;
  at.set(selector, page);
  return page;
}

/** @param {Found} scene @param {number} page @param {number} count @param {string} [said] */
function number(scene, page, count, said) {
  scene.dataset.pages = said ?? (count > 1 ? `${page + 1} / ${count}` : "");
}

/** @param {Found[]} items @param {Set<Found>} shown */
const only = (items, shown) => {
  for (const item of items) item.toggleAttribute("data-off", !shown.has(item));
};

/** @param {string} selector @param {string} itemSelector @param {number} step */
function list(selector, itemSelector, step) {
  const scene = document.querySelector(selector);
  if (!scene?.offsetParent) return;
  const items = [...scene.querySelectorAll(itemSelector)];
  const all = inParts(scene, items);
  const page = which(selector, step, all.length);
  const shown = all[page].page;
  scene.dataset.fit = all[page].fit;
  only(items, new Set(shown));
  entitle(scene, shown);
  number(scene, page, all.length, shown[0]?.dataset.at);
}

// The plan has two directions: so many rooms as stay readable side by side, then the rows below one another.
/** @param {number} step */
function plan(step) {
  const scene = document.querySelector("#plan");
  if (!scene?.offsetParent) return;
  const rows = [...scene.querySelectorAll("tbody > tr")];
  const rooms = [...scene.querySelectorAll("thead th")].slice(1);
  const cells = rows.filter((row) => row.matches(".parallel")).map((row) => [...row.querySelectorAll("td")]);
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const most = Math.max(1, Math.floor((scene.clientWidth - 6 * rem) / (10.5 * rem)));
  // If not all rooms fit side by side, those in which nothing takes place are left out.
  const indexes = rooms.map((_, index) => index);
  const used = indexes.filter((at) => cells.some((row) => row[at].matches(".taken")));
  const columned = rooms.length > most && used.length ? used : indexes;
  const parts = Math.max(1, Math.ceil(columned.length / most));
  const wide = Math.max(1, Math.ceil(columned.length / parts));

  /** @param {number} part */
  const columns = (part) => {
    const inside = new Set(columned.slice(part * wide, (part + 1) * wide));
    for (const row of [rooms, ...cells])
      for (const [index, cell] of row.entries()) cell.toggleAttribute("data-off", !inside.has(index));
    for (const cell of scene.querySelectorAll(".plenary td")) cell.colSpan = Math.max(1, inside.size);
  };

  // What is running is on every page: people who look up have to see where to go now.
  /** @param {ReturnType<typeof pages>} cut */
  const kept = (cut) => {
    const running = rows.filter((row) => row.matches(".running"));
    const height = running.reduce((sum, row) => sum + row.getBoundingClientRect().height + 0.4 * rem, 0);
    if (!running.length || height > scene.clientHeight / 2) return cut;
    const others = rows.filter((row) => row.offsetParent && !running.includes(row));
    only(rows, new Set(others));
    const found = pages(scene, others, height);
    return { found: found.found.map((page) => [...running, ...page]), full: found.full };
  };

  const divide = () => {
    const found = [];
    let full = false;
    for (let part = 0; part < parts; part += 1) {
      columns(part);
      only(rows, new Set(rows));
      scene.dataset.whole = "";
      let cut = pages(scene, rows);
      if (cut.found.length > 1 || cut.full) {
        delete scene.dataset.whole;
        cut = pages(
          scene,
          rows.filter((row) => row.offsetParent)
        );
      }
      if (cut.found.length > 1) cut = kept(cut);
      full ||= cut.full;
      found.push(...cut.found.map((page) => ({ part, page, whole: "whole" in scene.dataset })));
    }
    return { found, full };
  };

  // One page, in smaller letters if need be, says more than two of which one is out of sight.
  const whole = fitting(scene, () => {
    const cut = divide();
    return { found: cut.found, full: cut.full || cut.found.length > parts };
  });
  const all = whole.length > parts ? fitting(scene, divide) : whole;
  const page = which("#plan", step, all.length);
  columns(all[page].part);
  scene.toggleAttribute("data-whole", all[page].whole);
  only(rows, new Set(all[page].page));
  number(scene, page, all.length);
}

/** @param {number} step */
function leaf(step) {
  for (const [scene, items] of LISTS) list(scene, items, step);
  plan(step);
}

// How long a page stays: what is read for as long as reading aloud takes.
function stays() {
  const scene = document.querySelector("#scene");
  if (!scene?.offsetParent) return EVERY;
  const letters = [...scene.querySelectorAll(":scope > ol > li:not([data-off])")].map((item) =>
    item.textContent.trim()
  );
  const { start, letter, least, most } = READING;
  const revealed = document.body.hasAttribute("data-reveals") ? REVEALED : 0;
  return revealed + Math.min(most, Math.max(least, start + letter * letters.join("").replace(/\s+/g, " ").length));
}

let timer = 0;
let seen = "";

function wait() {
  clearTimeout(timer);
  timer = setTimeout(() => afresh(1), stays());
}

/** @param {number} step */
function afresh(step) {
  leaf(step);
  if (step) wait();
  document.dispatchEvent(new CustomEvent("barcamp:leafed"));
}

// Another scene begins with its first page, which then has its whole time.
function shown() {
  const { of, vote } = document.querySelector("#scene")?.dataset ?? {};
  const now = `${document.querySelector(".phase")?.dataset.scene} ${of} ${vote}`;
  const other = now !== seen;
  seen = now;
  if (other) at.clear();
  leaf(0);
  if (other) wait();
}

document.body.addEventListener("barcamp:shown", shown);
window.addEventListener("resize", () => afresh(0));
document.fonts?.ready.then(() => afresh(0));
window.addEventListener("load", () => afresh(0));
shown();

// A presenter's remote control turns pages too; a page turned like that stays for its whole time.
/** @type {Record<string, number>} */
const KEYS = { PageDown: 1, ArrowRight: 1, " ": 1, PageUp: -1, ArrowLeft: -1 };
document.addEventListener("keydown", (event) => {
  const step = KEYS[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  afresh(step);
});
