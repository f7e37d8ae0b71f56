// One's own pages do not listen: whose topic is on stage is asked for now and then while somebody looks at them.
(() => {
  const AGAIN = 8000;
  const place = document.getElementById("on-stage");

  async function ask() {
    if (document.visibilityState === "hidden") return;
    try {
      const answer = await fetch(place.dataset.of, { cache: "no-store", headers: { "hx-request": "true" }, signal: AbortSignal.timeout(AGAIN) });
      if (answer.status !== 200) return;
      const told = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      if (told.textContent.trim() !== place.textContent.trim()) place.replaceChildren(...told.childNodes);
    } catch { /* without a connection what was told stays */ }
  }

  setInterval(ask, AGAIN);
  document.addEventListener("visibilitychange", ask);
  ask();
})();
