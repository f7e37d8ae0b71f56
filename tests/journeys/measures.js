// What axe-core does not measure: nothing has to be scrolled sideways but what says so and takes the focus, and every
// control is `tap` CSS pixels high and wide, links within a sentence and what only a button beside it ticks aside
// (WCAG 2.2, 2.5.5 and 1.4.10).
(tap) => {
  const faults = [];
  const told = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 150);
  if (document.body.classList.contains("projector") || document.body.classList.contains("paper")) return faults;

  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 1) {
    const guilty = [...document.body.querySelectorAll("*")].filter((element) =>
      element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".unseen, .skip"));
    faults.push(`scrolls sideways by ${wide} px: ${told(guilty.at(-1) ?? document.body)}`);
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (element.scrollWidth <= element.clientWidth + 1 || !element.clientWidth || !element.checkVisibility()) continue;
    if (!/auto|scroll/.test(getComputedStyle(element).overflowX) || element.matches("input, textarea")) continue;
    const reached = element.tabIndex >= 0 || element.querySelector("a[href], button, input, select, textarea, summary");
    if (!reached || !(element.ariaLabel || element.getAttribute("aria-labelledby"))) {
      faults.push(`scrolls sideways without a name and the focus: ${told(element)}`);
    }
  }

  // A control may be larger than it looks: its label belongs to it.
  function area(element) {
    const boxes = [element, ...(element.labels ?? [])].map((each) => each.getBoundingClientRect());
    return {
      width: Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left)),
      height: Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top)),
    };
  }

  function withinSentence(link) {
    if (!link.matches("a") || getComputedStyle(link).display !== "inline") return false;
    return [...link.parentElement.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim().length > 3);
  }

  for (const element of document.body.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [role=slider]")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.matches(".skip, input.unseen") || withinSentence(element)) continue;
    const { width, height } = area(element);
    if (!width || !height) continue;
    if (width < tap - 0.6 || height < tap - 0.6) faults.push(`small target, ${Math.round(width)} × ${Math.round(height)}: ${told(element)}`);
  }
  return faults;
}
