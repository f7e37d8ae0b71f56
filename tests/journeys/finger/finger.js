// What a finger meets: null where the element can be pressed as it stands there, else why not. At least 44 px in both
// directions answer to it, in the middle of the screen and with nothing of others on top.
(element) => {
  const HALF = 21.5, labels = [...(element.labels ?? [])];
  if (document.readyState !== "complete") return "the page is still loading";
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const shown = [element, ...labels].filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
  const size = (each) => each.getBoundingClientRect().width * each.getBoundingClientRect().height;
  const target = shown.reduce((best, each) => best && size(best) >= size(each) ? best : each, null);
  if (!target || size(target) < 2) return "it is not shown";
  const box = target.getBoundingClientRect(), x = box.left + box.width / 2, y = box.top + box.height / 2;
  if (scrollX || box.left < -1 || box.right > document.documentElement.clientWidth + 1) {
    return `it reaches out of the screen, ${Math.round(box.left)} to ${Math.round(box.right)} px`;
  }
  if (element.disabled) return "it is disabled";
  for (const [across, down] of [[0, 0], [-HALF, 0], [HALF, 0], [0, -HALF], [0, HALF]]) {
    const hit = document.elementFromPoint(x + across, y + down);
    if ([target, element, ...labels].some((each) => each.contains(hit))) continue;
    const inside = Math.abs(across) * 2 <= box.width && Math.abs(down) * 2 <= box.height;
    if (!inside) return `only ${Math.round(box.width)} x ${Math.round(box.height)} px answer to a finger`;
    return `covered by <${hit?.localName} id="${hit?.id ?? ""}" class="${hit?.className ?? ""}">`;
  }
  return null;
}
