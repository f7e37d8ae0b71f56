// What letters twice as large break (WCAG 1.4.4): words that are cut off, lie over one another or outside the page, and
// what has to be scrolled sideways. What floats lies over what is scrolled by intention, and is measured by itself.
() => {
  const LEAST = 4, faults = new Set(), range = document.createRange();
  const told = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 110);
  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  const left_out = (element) => element.closest(".unseen, .skip, .announce .stack label, svg, dialog:not([open]), script, noscript, select, [hidden]");

  const scrolled = (element) => element.parentElement !== document.body && (/auto|scroll|hidden|clip/.test(getComputedStyle(element.parentElement).overflowX) || scrolled(element.parentElement));

  const wider = document.documentElement.scrollWidth - innerWidth;
  if (wider > 1) {
    const widest = [...document.body.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !scrolled(each));
    faults.add(`the page is ${wider} px too wide: ${told(widest.at(-1) ?? document.body)}`);
  }

  function layer(element) {
    for (let at = element; at; at = at.parentElement) {
      const { position } = getComputedStyle(at);
      if (/fixed|sticky/.test(position) || (position === "absolute" && at.parentElement.matches("details"))) return at;
    }
    return null;
  }

  // Part of a box that is not scrolled out of sight within the page.
  function part(element, box) {
    let { left, top, right, bottom } = box;
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (!/auto|scroll|hidden|clip/.test(style.overflowX + style.overflowY)) continue;
      const other = at.getBoundingClientRect();
      left = Math.max(left, other.left); right = Math.min(right, other.right);
      top = Math.max(top, other.top); bottom = Math.min(bottom, other.bottom);
    }
    return right - left > LEAST && bottom - top > LEAST ? { left, top, right, bottom } : null;
  }

  const words = [];
  for (const element of document.body.querySelectorAll("*")) {
    if (!seen(element) || left_out(element)) continue;
    const floats = layer(element);
    for (const node of element.childNodes) {
      if (node.nodeType !== 3 || !node.data.trim()) continue;
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        const there = part(element, box);
        if (there) words.push({ element, floats, ...there });
      }
    }
    if (element.matches("input:not([type=hidden], [type=radio], [type=checkbox]), textarea, img, canvas")) {
      const there = part(element, element.getBoundingClientRect());
      if (there) words.push({ element, floats, ...there });
    }
    if (element.matches("input, textarea") || element.clientHeight <= 1 || element.clientWidth <= 1 || !element.textContent.trim()) continue;
    const style = getComputedStyle(element);
    const across = element.scrollWidth > element.clientWidth + LEAST && /hidden|clip/.test(style.overflowX);
    const down = element.scrollHeight > element.clientHeight + LEAST && /hidden|clip/.test(style.overflowY);
    if (across || down) faults.add(`cut off: ${told(element)}`);
  }
  for (const { element, right, left } of words) {
    if (right > innerWidth + 1 || left < -1) faults.add(`outside: ${told(element)}`);
  }
  words.sort((one, other) => one.top - other.top);
  for (const [number, one] of words.entries()) {
    for (let next = number + 1; next < words.length && words[next].top < one.bottom - LEAST; next++) {
      const other = words[next];
      if (one.element === other.element || one.floats !== other.floats) continue;
      if (one.element.contains(other.element) && one.element.matches("input, textarea, img, canvas")) continue;
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      // Lines that stand close lie over each other by their leading.
      if (wide > LEAST && high > Math.min(one.bottom - one.top, other.bottom - other.top) * 0.4) faults.add(`overlap: ${told(one.element)} | ${told(other.element)}`);
    }
  }
  return [...faults];
}
