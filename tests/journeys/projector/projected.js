// What is wrong with the scene that the projector shows: cut, covered, outside of its place, too small; and which of its
// pages it is.
() => {
  const hall = document.querySelector(".hall"), root = document.documentElement, found = [];
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className} ${element.textContent.trim().slice(0, 30)}`;
  if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) found.push("the page scrolls");
  const scene = [...document.querySelectorAll(".scene > *")].filter((each) => each.offsetParent);
  if (scene.length !== 1) found.push(`${scene.length} scenes at once`);
  const parts = [...scene, ...document.querySelectorAll(".join, .now, .announcement, .phase, .heading > *")];
  apart(parts.filter((each) => each.offsetParent));
  for (const element of hall.querySelectorAll("h1, h2, p, li, td, th, img")) {
    if (!element.offsetParent || element.closest(".unseen, .dot")) continue;
    const box = element.getBoundingClientRect();
    const room = (element.closest(".scene > *") ?? element.closest(".join") ?? hall).getBoundingClientRect();
    const beyond = [room.left - box.left, box.right - room.right, room.top - box.top, box.bottom - room.bottom];
    const style = getComputedStyle(element);
    if (Math.max(...beyond) > 1.5) found.push(`outside: ${name(element)}`);
    if (element.clientWidth && element.scrollWidth > element.clientWidth + 1) found.push(`too wide: ${name(element)}`);
    if (style.overflow === "hidden" && element.scrollHeight > element.clientHeight + 2) found.push(`cut: ${name(element)}`);
    if (element.textContent.trim() && parseFloat(style.fontSize) < 0.018 * innerHeight) found.push(`too small: ${name(element)}`);
  }
  apart([...document.querySelectorAll(".scene li, .scene td, .scene th")].filter((each) => each.offsetParent));
  return [found, document.querySelector('.scene > :not([data-pages=""])[data-pages]')?.dataset.pages];

  function apart(elements) {
    const boxes = elements.map((each) => each.getBoundingClientRect());
    for (const [index, one] of elements.entries()) {
      for (let other = index + 1; other < elements.length; other += 1) {
        if (covers(boxes[index], boxes[other]) && !one.contains(elements[other])) {
          found.push(`${name(one)} covers ${name(elements[other])}`);
        }
      }
    }
  }

  function covers(a, b) {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    return wide > 1.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1.5;
  }
}
