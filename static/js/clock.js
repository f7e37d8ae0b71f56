// The event's clock: the server's time, whatever this machine's own says. `serverClock.now()` is in milliseconds. The
// page says what time it was when it was answered; later the server is asked.
(() => {
  const AGAIN = 10 * 60 * 1000, SOON = 15000;
  const { code, now } = document.body.dataset;
  const [visit] = performance.getEntriesByType("navigation");
  const asked = visit ? performance.timeOrigin + (visit.requestStart + visit.responseStart) / 2 : Date.now();
  let ahead = Number(now) - asked;

  async function ask() {
    const asked = Date.now();
    try {
      const answer = await fetch(`/${code}/clock`, { cache: "no-store", signal: AbortSignal.timeout(SOON) });
      const there = Number(await answer.text());
      if (!answer.ok || !there) throw new Error("no time");
      ahead = there - (asked + Date.now()) / 2;
      document.dispatchEvent(new CustomEvent("barcamp:clock"));
      setTimeout(ask, AGAIN);
    } catch { setTimeout(ask, SOON); } // meanwhile the last difference holds
  }

  window.serverClock = { now: () => Date.now() + ahead };
  setTimeout(ask, visit?.type === "navigate" || visit?.type === "reload" ? AGAIN : 0); // that may be a page from long ago
})();
