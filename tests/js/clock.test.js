// The event's clock is the server's, whatever the machine's own says.

import assert from "node:assert/strict";
import { test } from "node:test";

import { openPage, settled, stopClocks } from "./page.js";

openPage();
const clocks = stopClocks();
const visit = { requestStart: 0, responseStart: 100, type: "navigate" };
performance.getEntriesByType = () => [visit];
const asked = [];
let answers = [];
globalThis.fetch = async (path) => {
  asked.push(path);
  const text = answers.shift();
  if (text === undefined) throw new TypeError("no connection");
  return { ok: true, text: async () => text };
};
const clock = await import("../../static/js/core/clock.js");
const right = () => settled().then(() => clock.now());

test("it begins with what the page says, half of the way ago, and goes on by itself", async () => {
  assert.equal(clock.now(), 1_000_000 - 50);
  clocks.tick(60_000);
  assert.equal(clock.now(), 1_060_000 - 50);
  clock.follow();
  clocks.tick(1000);
  await settled();
  assert.deepEqual(asked, []);
});

test("whoever turns the clock of the machine turns nothing here, and the server is asked at once", async () => {
  const before = clock.now();
  answers = [String(before + 1000)];
  clocks.turn(3_600_000);
  assert.equal(clock.now(), before);
  clocks.tick(1000);
  assert.equal(await right(), before + 1000);
  assert.deepEqual(asked, ["/ABC123/clock"]);
});

test("without an answer the last difference holds, and it is asked again soon", async () => {
  const before = clock.now();
  asked.length = 0;
  clocks.turn(3_600_000);
  clocks.tick(1000);
  assert.equal(await right(), before + 1000);
  answers = ["7000000"];
  clocks.tick(15_000);
  assert.equal(await right(), 7_000_000);
  assert.equal(asked.length, 2);
});
