// The tray: what waits, was sent just now or was refused, near the form it comes from, and all of it in "Me".

import * as statusline from "../core/statusline.js";
import * as letters from "./letters.js";
import * as outbox from "./outbox.js";

const template = document.querySelector("template[data-letter]");
const words = template.dataset;
const { subject } = document.body.dataset;
const ABOUT = {
  topics: (letter) => letters.isVote(letter) || letter.verb.endsWith("-topic"),
  // Notes of other walls stand on those walls, and in "Me".
  notes: (letter) => /-(note|dot|key|group|keeper|result|dots|projector)$/.test(letter.verb) && [undefined, subject].includes(new Map(letter.fields).get("wall")),
  all: () => true,
};

// What comes later than this fills it in: how many photos there are, and what else can be done with refused words.
export const later = { photos: { waiting: 0, refused: 0 }, rescue: null };

// What was sent in the blink of an eye is never shown here.
const shown = (letter) => letter.state === "refused" || letters.late(letter) && (letter.state === "waiting" || letter.failed);

function draw() {
  const all = letters.all().filter(shown);
  const count = (state) => all.filter((letter) => letter.state === state).length;
  const pending = letters.waiting().length + later.photos.waiting;
  statusline.letters({ waiting: count("waiting") + later.photos.waiting, refused: count("refused") + later.photos.refused, pending });
  for (const tray of document.querySelectorAll("[data-tray]")) fill(tray, all.filter(ABOUT[tray.dataset.tray]));
}

function fill(tray, entries) {
  const items = new Map([...tray.children].map((item) => [item.dataset.op, item]));
  for (const letter of entries) {
    const item = items.get(letter.op) ?? tray.appendChild(made(letter));
    items.delete(letter.op);
    write(item, letter);
  }
  for (const gone of items.values()) gone.remove();
  tray.hidden = !entries.length;
}

function made(letter) {
  const item = template.content.firstElementChild.cloneNode(true);
  item.dataset.op = letter.op;
  item.querySelector(".kind").textContent = template.getAttribute(`data-${letter.verb}`) ?? words.other;
  item.querySelector(".words").textContent = letter.text || letter.about;
  item.addEventListener("click", ({ target }) => press(target.closest("button")?.dataset.do, item, letter.op));
  return item;
}

function write(item, letter) {
  if (item.dataset.state === letter.state) return;
  item.dataset.state = letter.state;
  item.querySelector(".fate").textContent = letter.state === "refused" ? letter.sentence : words[letter.state];
  for (const button of item.querySelectorAll("button")) {
    button.hidden = letter.state !== "refused" || (button.dataset.do !== "dismiss" && !letter.text && !(letter.aside && button.dataset.do === "again"))
      || (button.dataset.do === "copy" && !later.rescue) || (button.dataset.do === "note" && !later.rescue?.mayNote(letter));
  }
}

function press(what, item, op) {
  const letter = letters.all().find((each) => each.op === op);
  if (!letter) return;
  if (what === "dismiss") letters.remove(letter);
  if (what === "again") letters.change(letter, { state: "waiting", aside: false, at: Date.now(), aged: 0 });
  if (what === "copy" || what === "note") later.rescue[what](letter, item);
  else outbox.run();
}

document.addEventListener("barcamp:letters", draw);
document.addEventListener("DOMContentLoaded", draw);
document.addEventListener("htmx:after:swap", draw); // somebody else may be me by now
