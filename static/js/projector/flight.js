// @ts-check
// A topic that gets a place is seen going there: from the list, or from the cell where it was. What flies is a picture
// of the cell that takes no clicks; whatever can be pressed is in its final place from the first moment.

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const LONG = 420;
const EASE = "cubic-bezier(0.2, 0.7, 0.2, 1)"; // --settle, --ease
const MOST = 24;
let held = new Map();
let left = new Map();

// Cell → its topic; and where each topic was visible, in its cell or in the list.
const cells = () =>
  new Map(
    [...document.querySelectorAll("#plan [id^='cell_'][data-topic]")].map((cell) => [cell.id, cell.dataset.topic])
  );

/** @param {Found | null} element */
function seen(element) {
  const box = element?.getBoundingClientRect();
  return box?.width && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth ? box : null;
}

function remember() {
  held = cells();
  left = new Map();
  for (const item of document.querySelectorAll("#topics [id^='topic_']")) {
    const box = seen(item);
    if (box) left.set(item.id.slice(6), box);
  }
  for (const [id, topic] of held) {
    const box = seen(document.getElementById(id));
    if (box) left.set(topic, box);
  }
}

function follow() {
  if (calm.matches) return;
  let flown = 0;
  for (const [id, topic] of cells()) {
    if (held.get(id) === topic) continue;
    const cell = document.getElementById(id);
    const to = seen(cell);
    if (!cell || !to || ++flown > MOST) continue;
    const from = left.get(topic);
    if (from) fly(cell, from, to);
    else
      cell.animate(
        [
          { opacity: 0, transform: "translateY(-0.8em)" },
          { opacity: 1, transform: "none" }
        ],
        { duration: LONG, easing: EASE }
      );
  }
}

/** @param {Element} cell @param {DOMRect} from @param {DOMRect} to */
function fly(cell, from, to) {
  const picture = document.createElement("div");
  picture.className = "flying";
  picture.setAttribute("aria-hidden", "true");
  picture.textContent = (cell.querySelector(".title") ?? cell).textContent.trim();
  Object.assign(picture.style, {
    left: `${to.left}px`,
    top: `${to.top}px`,
    width: `${to.width}px`,
    height: `${to.height}px`
  });
  document.body.append(picture);
  const start = `translate(${from.left - to.left}px, ${from.top - to.top}px)`;
  const flight = picture.animate([{ transform: start }, { transform: "none" }], { duration: LONG, easing: EASE });
  const gone = () => picture.remove();
  flight.finished.then(gone, gone);
}

document.body.addEventListener("barcamp:showing", remember);
document.body.addEventListener("barcamp:shown", follow);
