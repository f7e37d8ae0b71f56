// Where the boxes of two regions of the console lie over each other, what is covered or cut, and what can be scrolled
// without a sign of it. Boxes are those of words and of controls, as far as they are seen at this moment.
() => {
  const REGIONS = ".top, .phases, .next, .signals, .stage, .pool, .grid, .ending, .set-aside, .bench > *";
  const CONTROLS = "a[href], button, input, select, textarea, summary, label";
  const LEAST = 3, faults = [];
  const told = (element) => `${element.closest(REGIONS)?.className.split(" ")[0]}: ${element.outerHTML.replace(/\s+/g, " ").slice(0, 90)}`;
  const bench = document.querySelector(".bench"), open = document.querySelector(".panel:target");

  function seen(element, box) {
    let { left, top, right, bottom } = box;
    const clip = (other) => { left = Math.max(left, other.left); top = Math.max(top, other.top); right = Math.min(right, other.right); bottom = Math.min(bottom, other.bottom); };
    clip({ left: 0, top: 0, right: innerWidth, bottom: innerHeight });
    for (let at = element.parentElement; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (at !== document.body && /auto|scroll|hidden|clip/.test(style.overflowX + style.overflowY)) clip(at.getBoundingClientRect());
      if (style.position === "fixed") break;
    }
    // The bench lies over what is scrolled, by intention; nothing may lie over the bench.
    if (!bench.contains(element)) clip({ left: 0, top: 0, right: innerWidth, bottom: bench.getBoundingClientRect().top });
    if (open && !open.contains(element)) {
      const over = open.getBoundingClientRect();
      if (left < over.right && right > over.left && top < over.bottom && bottom > over.top) return null;
    }
    return right - left > LEAST && bottom - top > LEAST ? { left, top, right, bottom } : null;
  }

  function boxes() {
    const found = [], range = document.createRange();
    for (const element of document.body.querySelectorAll("*")) {
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || element.closest(".unseen, .skip, .announce .stack label, svg, dialog, script")) continue;
      const region = element.closest(REGIONS);
      if (!region) continue;
      if (element.matches(CONTROLS) && element.tabIndex >= 0) found.push({ element, region, box: seen(element, element.getBoundingClientRect()), control: true });
      for (const node of element.childNodes) {
        if (node.nodeType !== 3 || !node.data.trim()) continue;
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) found.push({ element, region, box: seen(element, box), control: false });
      }
    }
    return found.filter(({ box }) => box);
  }

  const wider = document.documentElement.scrollWidth - innerWidth;
  if (wider > 0) faults.push(`the page is ${wider} px too wide`);
  const all = boxes();
  for (const [number, one] of all.entries()) {
    for (const other of all.slice(number + 1)) {
      if (one.region === other.region || one.element.contains(other.element) || other.element.contains(one.element)) continue;
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (wide > LEAST && high > LEAST) faults.push(`overlap: ${told(one.element)} | ${told(other.element)}`);
    }
  }
  for (const { element, box, control } of all) {
    if (!control) continue;
    const over = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    const same = over && (element.contains(over) || over.contains(element) || over.closest("label")?.control === element);
    // The column of times stays where it is while rooms are scrolled under it.
    if (!same && !over?.closest("tr > th:first-child")) faults.push(`covered: ${told(element)} by ${over && told(over)}`);
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility() || !element.clientHeight || element.closest(".unseen, .announce .stack label, svg, dialog") || element.matches("input, textarea, select")) continue;
    const style = getComputedStyle(element);
    const down = element.scrollHeight > element.clientHeight + 4 && style.overflowY, right = element.scrollWidth > element.clientWidth + 4 && style.overflowX;
    if (/hidden|clip/.test(`${down} ${right}`) && element.textContent.trim()) faults.push(`cut: ${told(element)}`);
    const ends = { down: element.scrollTop + element.clientHeight >= element.scrollHeight - 4, right: element.scrollLeft + element.clientWidth >= element.scrollWidth - 4 };
    if (!(/auto|scroll/.test(down) && !ends.down) && !(/auto|scroll/.test(right) && !ends.right)) continue;
    const sign = document.querySelector(`[data-beyond="${element.id}"]`);
    const says = sign?.checkVisibility() && /\d/.test(sign.textContent);
    if (!says && getComputedStyle(element, "::after").content.length < 3) faults.push(`scrolls without a sign: ${told(element)}`);
  }
  return [...new Set(faults)];
}
