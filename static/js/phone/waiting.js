// @ts-check
// Before the entry: asks every few seconds whether somebody has let this device in or turned it away.

const address = document.querySelector("[data-waiting]")?.dataset.waiting ?? location.href;
const EVERY = 4000;

async function look() {
  let still = true;
  try {
    const answer = await fetch(address, { cache: "no-store" });
    still = answer.status !== 200;
  } catch {
    /* no connection: asked again */
  }
  if (still) setTimeout(look, EVERY);
  else location.reload();
}

setTimeout(look, EVERY);
