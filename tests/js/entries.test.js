// What this person sent off on this device, and what became of it.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Element, OUTBOX, openPage, Storage, stopClocks } from "./page.js";

openPage({ "template[data-entry]": new Element(OUTBOX) });
const clocks = stopClocks();
const entries = await import("../../static/js/outbox/entries.js");
const device = await import("../../static/js/core/device.js");

const note = (op, verb = "write-note") => ({ op, verb, path: `/ABC123/${verb}`, text: op, about: "", fields: [] });
const ops = () => entries.all().map(({ op }) => op);

beforeEach(() => {
  for (const entry of entries.all()) entries.remove(entry);
  globalThis.localStorage = new Storage();
  document.found.mine.dataset.person = "7";
});

test("entries come in the order of writing, also when the clock was put back meanwhile", () => {
  entries.add(note("b"));
  clocks.turn(-60_000);
  entries.add(note("a"));
  assert.deepEqual(ops(), ["b", "a"]);
  clocks.turn(60_000);
});

test("an entry is shown to nobody but who wrote it", () => {
  entries.add(note("mine"));
  document.found.mine.dataset.person = "8";
  assert.deepEqual(ops(), []);
  document.found.mine.dataset.person = "7";
  assert.deepEqual(ops(), ["mine"]);
});

test("one that devices kept before is still found, by the name that it had", () => {
  localStorage.setItem(
    "barcamp:letter:ABC123:7:000000000000001-old",
    JSON.stringify({ ...note("old"), state: "waiting", stamp: 1 })
  );
  entries.add(note("new"));
  assert.deepEqual(ops(), ["old", "new"]);
});

test("a device that keeps nothing keeps it as long as the page, and knows that it is not safe", () => {
  assert.equal(entries.add(note("safe")), true);
  localStorage.full = true;
  assert.equal(entries.add(note("unsafe")), false);
  assert.deepEqual(ops(), ["safe", "unsafe"]);
  assert.deepEqual(entries.all().map(entries.isUnsafe), [false, true]);
});

test("what was taken back in another tab does not come back by a change", () => {
  entries.add(note("a"));
  const [entry] = entries.all();
  entries.change(entry, { tries: 1 });
  assert.equal(entries.all()[0].tries, 1);
  localStorage.removeItem(entry.key);
  entries.change(entry, { tries: 2 });
  assert.deepEqual(ops(), []);
});

test("an entry is late once it takes longer than the blink of an eye, or failed", () => {
  entries.add(note("slow"));
  const [entry] = entries.all();
  assert.equal(entries.late(entry), false);
  assert.equal(entries.late({ ...entry, failed: true }), true);
  clocks.tick(1501);
  assert.equal(entries.late(entry), true);
});

test("one tab sends at a time: the other waits until the lease ends or is given back", () => {
  const other = device.name("sender");
  localStorage.setItem(other, JSON.stringify({ tab: "another", until: Date.now() + 900 }));
  assert.equal(entries.hold(20_000), 900);
  clocks.tick(901);
  assert.equal(entries.hold(20_000), 0);
  assert.notEqual(localStorage.getItem(other), null);
  entries.release();
  assert.equal(localStorage.getItem(other), null);
});

test("a lease that a wrong clock wrote into the far future holds nobody up", () => {
  localStorage.setItem(device.name("sender"), JSON.stringify({ tab: "another", until: Date.now() + 86_400_000 }));
  assert.equal(entries.hold(20_000), 0);
  entries.release();
});

test("taps are votes and choices of sessions; all else is written", () => {
  const verbs = ["cast-vote", "withdraw-vote", "choose-session", "skip-session", "write-note", "pitch-topic"];
  assert.deepEqual(
    verbs.map((verb) => entries.isTap({ verb })),
    [true, true, true, true, false, false]
  );
  assert.deepEqual(
    verbs.map((verb) => entries.isVote({ verb })),
    [true, true, false, false, false, false]
  );
});

test("what a command is called, and whether it puts a thing in or takes it out, the page says", () => {
  assert.equal(entries.called("cast-vote"), "Interest");
  assert.equal(entries.called("archive-barcamp"), null);
  assert.equal(entries.toggles("goes", true), "choose-session");
  assert.equal(entries.toggles("goes", false), "skip-session");
  assert.deepEqual(
    ["cast-vote", "withdraw-vote", "write-note"].map((verb) => entries.puts({ verb })),
    [true, false, false]
  );
});
