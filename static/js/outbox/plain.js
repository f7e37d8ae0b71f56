// @ts-check
// A page as it is kept for when there is no connection: its words, links and headings.

const DROPPED =
  "script, template, form, button, select, input, textarea, label, .qr, nav, dialog, noscript, link, style, [data-tray], [data-phototray], .card-sheet, .writing, .tools, .arranging, .leave, .finding, .filters, #mine, .ask, #on-stage, .staged, .unseen, a[href^='#']";
const BOUND = /^(id|style|hx-|aria-labelledby|aria-describedby|aria-controls|data-tab$|for$)/;
const EMPTY = /^(br|hr|wbr)$/;

// What people read on a page, without its controls, which are most of it and are not even looked at. Taken
// from the page as it is: copying a wall of thousands of cards and taking it apart would hold up the phone for seconds.
/** @param {Found} main @returns {string} */
export function plain(main) {
  const archived = document.getElementById("phase")?.dataset.archived === "yes";
  const dropped = `${DROPPED}, [hidden], ${archived ? ".while" : ".past"}`;
  const inside = (node) => [...node.childNodes].map(written).join("");
  const written = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return escaped(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(dropped)) return "";
    if (node.matches("details") && node.querySelector("form, .qr")) return "";
    if (node.matches("img")) return escaped(node.alt);
    const kept = [...node.attributes].filter(({ name }) => !BOUND.test(name));
    const tag = [node.localName, ...kept.map(({ name, value }) => `${name}="${escaped(value)}"`)].join(" ");
    return EMPTY.test(node.localName) ? `<${tag}>` : `<${tag}>${inside(node)}</${node.localName}>`;
  };
  return inside(main);
}

const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]);
