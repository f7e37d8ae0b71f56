// @ts-check
// One's own pages have no socket: what others do in the meantime (whose topic is on stage, who wants to come in) is
// asked for now and then while somebody looks at them.

const AGAIN = 8000;
const places = [...document.querySelectorAll("[data-of]")];

/** @param {Found} place */
async function ask(place) {
  if (document.visibilityState === "hidden") return;
  try {
    const answer = await fetch(place.dataset.of ?? "", {
      cache: "no-store",
      headers: { "hx-request": "true" },
      signal: AbortSignal.timeout(AGAIN)
    });
    if (answer.status !== 200) return;
    const told = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    if (told.textContent.replace(/\s+/g, " ").trim() !== place.textContent.replace(/\s+/g, " ").trim())
      show(place, told);
  } catch {
    /* without a connection what was told stays */
  }
}

// A focused button keeps its focus; how many wait is read out, and not the whole list.
/** @param {Found} place @param {HTMLElement} told */
function show(place, told) {
  const { name, value } = /** @type {any} */ (place.contains(document.activeElement) ? document.activeElement : {});
  place.replaceChildren(...told.childNodes);
  if (name)
    place.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`)?.focus({ preventScroll: true });
  const said = document.getElementById(place.dataset.says ?? "");
  if (said) said.textContent = place.querySelector("h3")?.textContent ?? "";
}

const look = () => places.forEach(ask);
setInterval(look, AGAIN);
document.addEventListener("visibilitychange", look);
look();
