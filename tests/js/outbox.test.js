// The outbox sends in order, under the same id each try, until there is a definite answer.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Element, OUTBOX, openPage, settled, Storage, stopClocks } from "./page.js";

const OURS = "<hx-partial></hx-partial>";
const LATER = 60_000;
const words = { ...OUTBOX, foreign: "Not arrived", voteStale: "Too old", voteClosed: "Closed" };
openPage({ "template[data-entry]": new Element(words), phase: new Element({ interest: "open", archived: "no" }) });
const clocks = stopClocks();
const requests = [];
let server = () => [200, OURS];
globalThis.fetch = async (path, { body } = {}) => {
  if (path === "/ABC123/mine") return { ok: true, text: async () => OURS };
  requests.push([path.split("/").pop(), body.get("op")]);
  const [status, text] = server(path, body);
  return { status, text: async () => text };
};
performance.getEntriesByType = () => [];
const entries = await import("../../static/js/outbox/entries.js");
const outbox = await import("../../static/js/outbox/outbox.js");

const note = (op, of = op) => ({
  op,
  verb: "edit-note",
  path: "/ABC123/edit-note",
  text: op,
  about: "",
  fields: [["note", of]]
});
const vote = (op, verb = "cast-vote") => ({
  op,
  verb,
  path: `/ABC123/${verb}`,
  text: "",
  about: "",
  topic: "3",
  fields: [["topic", "3"]]
});
const states = () => entries.all().map(({ op, state }) => [op, state]);
const sent = () => requests.map(([, op]) => op);
const refuses = () => {
  throw new TypeError("no connection");
};

async function run(ms = 0) {
  outbox.run();
  await settled();
  if (ms) clocks.tick(ms);
  await settled();
}

beforeEach(async () => {
  server = () => [200, OURS];
  await run(LATER);
  await run(LATER);
  globalThis.localStorage = new Storage();
  requests.length = 0;
});

test("entries are sent one after another in the order of writing, and go once they were seen as sent", async () => {
  for (const op of ["a", "b", "c"]) entries.add(note(op));
  await run();
  assert.deepEqual(sent(), ["a", "b", "c"]);
  assert.deepEqual(states(), [
    ["a", "sent"],
    ["b", "sent"],
    ["c", "sent"]
  ]);
  clocks.tick(LATER);
  assert.deepEqual(states(), []);
});

test("without a connection an entry waits, and is sent again under the same id, before what came later", async () => {
  server = refuses;
  entries.add(note("a"));
  entries.add(note("b"));
  await run();
  assert.deepEqual(sent(), ["a"]);
  assert.deepEqual(states(), [
    ["a", "waiting"],
    ["b", "waiting"]
  ]);
  server = () => [200, OURS];
  clocks.tick(LATER);
  await settled();
  assert.deepEqual(sent(), ["a", "a", "b"]);
});

test("what the server refuses is kept with the reason, and does not hold up what is behind it", async () => {
  server = (_, body) => (body.get("op") === "a" ? [409, OURS] : [200, OURS]);
  entries.add(note("a"));
  entries.add(note("b"));
  await run();
  assert.deepEqual(states(), [
    ["a", "refused"],
    ["b", "sent"]
  ]);
});

test("what a busy server puts off is no refusal", async () => {
  for (const status of [503, 429]) {
    server = () => [status, OURS];
    entries.add(note(`busy-${status}`));
    await run();
    assert.equal(entries.all().find(({ op }) => op === `busy-${status}`).state, "waiting");
  }
});

test("what somebody in between refuses three times steps aside for others, but not for what is about the same", async () => {
  server = (_, body) => (body.get("op") === "a" ? [403, "<h1>Firewall</h1>"] : [200, OURS]);
  entries.add(note("a", "5"));
  entries.add(note("b", "6"));
  entries.add(note("c", "5"));
  for (let tries = 0; tries < 3; tries += 1) await run(LATER);
  assert.deepEqual(sent().filter((op) => op === "a").length, 3);
  assert.ok(sent().includes("b"));
  assert.ok(!sent().includes("c"));
  assert.equal(entries.all().find(({ op }) => op === "a").sentence, words.foreign);
});

test("an interest that is older than two minutes without a connection is not sent behind somebody's back", async () => {
  server = refuses;
  entries.add(vote("old"));
  await run();
  assert.deepEqual(sent(), ["old"]);
  clocks.tick(90_000);
  await settled();
  clocks.tick(90_000);
  await settled();
  server = () => [200, OURS];
  await run(LATER);
  const [entry] = entries.all();
  assert.deepEqual([entry.state, entry.sentence], ["refused", words.voteStale]);
});

test("an interest is not sent once the round is closed", async () => {
  server = refuses;
  entries.add(vote("late"));
  await run(2000);
  document.found.phase.dataset.interest = "closed";
  server = () => [200, OURS];
  await run(LATER);
  document.found.phase.dataset.interest = "open";
  assert.equal(entries.all()[0].sentence, words.voteClosed);
});
