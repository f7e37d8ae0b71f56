// @ts-check
// The way to leave: it says beforehand what would be lost, and deletes everything that the device keeps of this person.

import * as photostore from "../photos/photostore.js";
import * as device from "../core/device.js";
import * as left from "../core/left.js";
import * as plurals from "../core/plurals.js";
import * as statusline from "../core/statusline.js";

const { code } = document.body.dataset;
const form = document.querySelector("form[data-leave]");
const TIMEOUT = 15000;

// If this script was not there yet when the form was sent, the server asks: then this says what would be lost.
const waits = document.querySelector("[data-unsent]:not(#status)");
const unsent = device.keys(device.name("letter")).filter((key) => !device.get(key)?.includes('"state":"sent"')).length;
if (waits && unsent) {
  waits.hidden = false;
  waits.textContent = plurals.counted(waits.dataset.forms ?? "", unsent);
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const hurry = new AbortController();
  const clock = setTimeout(() => hurry.abort(), TIMEOUT);
  try {
    statusline.command("sending");
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams({ sure: "yes" }),
      signal: hurry.signal
    });
    if (!answer.ok || new URL(answer.url).pathname !== `/${code}`) throw new Error("not left");
    await photostore.forget();
    for (const name of (await window.caches?.keys()) ?? [])
      if (name.startsWith(`barcamp:/${code}:`)) await caches.delete(name);
    left.leave();
  } catch {
    statusline.command("unsent");
  } finally {
    clearTimeout(clock);
  }
});
