// "That is not me": the device forgets who it is, and what it remembers of that person, in every tab.
(() => {
  const { code } = document.body.dataset;
  const form = document.querySelector("form[data-leave]");
  const TIMEOUT = 15000;

  // From now on nothing of this person is kept any more, however long this page may still stand.
  function forget() {
    document.body.dataset.left = "";
    device.forget();
  }

  // The server asks where this was not there yet when the form was sent: then it says what would be lost.
  const waits = document.querySelector("[data-unsent]:not(#status)");
  const unsent = device.keys(device.name("letter")).filter((key) => !device.get(key).includes('"state":"sent"')).length;
  if (waits && unsent) {
    waits.hidden = false;
    waits.textContent = device.counted(waits.dataset.forms, unsent);
  }

  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const hurry = new AbortController();
    const clock = setTimeout(() => hurry.abort(), TIMEOUT);
    try {
      statusLine.deed("sending");
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams({ sure: "yes" }), signal: hurry.signal });
      if (!answer.ok || new URL(answer.url).pathname !== `/${code}`) throw new Error("not left");
      await window.shelf?.forget();
      for (const name of (await window.caches?.keys()) ?? []) if (name.startsWith(`barcamp:/${code}:`)) await caches.delete(name);
      forget();
      device.set(device.name("left"), "yes"); // other tabs hear of it
      device.remove(device.name("left"));
      location.replace(`/${code}`);
    } catch {
      statusLine.deed("unsent");
    } finally {
      clearTimeout(clock);
    }
  });

  window.addEventListener("storage", ({ key }) => {
    if (key !== device.name("left")) return;
    forget(); // what this tab wrote in the same blink of an eye would stay otherwise
    location.replace(`/${code}`);
  });
})();
