// @ts-check
// The one calm status line: how the page is connected, what became of the last command, and what still waits.

import * as plurals from "./plurals.js";

const line = document.getElementById("status");
const said = { connection: "", command: "", note: "" };
let waiting = 0;
let refused = 0;
let quiet = 0;

/** When the socket last had something to say: 0 once it is lost, undefined where none listens.
 * @type {{ at: number | undefined }} */
export const heard = { at: undefined };

/** @param {"" | "offline" | "polling" | "stopped" | "gone"} what */
export function connection(what) {
  said.connection = what;
  if (!what && said.command === "unsent") said.command = "";
  if (line) line.dataset.state = document.body.dataset.line = what || "live";
  show();
}

/** @param {"" | "sending" | "saved" | "unsent"} what */
export function command(what) {
  said.command = what;
  said.note = "";
  clearTimeout(quiet);
  if (what === "saved") quiet = setTimeout(command, 2000, "");
  show();
}

// Why nothing happened; it disappears on its own.
/** @param {string} words */
export function note(words) {
  said.note = words;
  clearTimeout(quiet);
  quiet = setTimeout(() => {
    said.note = "";
    show();
  }, 5000);
  show();
}

/** @param {{ waiting: number, refused: number, pending: number }} counts */
export function entries(counts) {
  ({ waiting, refused } = counts);
  if (!counts.pending && said.command === "sending") said.command = ""; // another tab sent it
  show();
}

// The device is the first to know.
const away = () => said.connection === "offline" || navigator.onLine === false;

/** @param {DOMStringMap} words */
function text(words) {
  const { connection, command, note } = said;
  /** @param {string} name @param {number} number */
  const counted = (name, number) => plurals.counted(words[`${name}Forms`] ?? "|", number);
  if (connection === "stopped" || connection === "gone") return words[connection] ?? "";
  if (note) return note;
  if (command === "unsent") return words.unsent ?? "";
  if (waiting) return counted(away() ? "offline" : "waiting", waiting);
  return words[away() ? "offline" : connection || command] ?? (refused ? counted("refused", refused) : "");
}

function show() {
  if (!line) return;
  line.toggleAttribute("data-away", away());
  const now = text(line.dataset);
  if (line.textContent !== now) line.textContent = now; // each change is read out once
  line.hidden = !now && !said.connection; // the projector has a dot without words
  line.parentElement.toggleAttribute("data-long", now.length > 36);
  // What does not disappear within seconds gets room of its own.
  const stays = said.connection || waiting || refused || said.command === "unsent" || away();
  for (const each of [line.parentElement, document.body]) each.toggleAttribute("data-stays", Boolean(stays));
}

window.addEventListener("online", show);
window.addEventListener("offline", show);
