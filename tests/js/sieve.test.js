// Which cards are seen while somebody looks for some of them, whatever comes, goes, or is written meanwhile.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as sieve from "../../static/js/wall/sieve.js";

const card = (id, words = "", more = {}) => ({
  id,
  words: sieve.plain(words),
  lane: "1",
  loose: true,
  own: false,
  backed: false,
  ...more
});
const wanted = (words, more = {}) => ({ words: sieve.wordsOf(words), lane: "", only: "", ...more });

beforeEach(() => sieve.begin(wanted(""), []));

test("all words have to be there, in any order, however they are written", () => {
  const [both, one] = [card("1", "Leerstand in der Alt\u00adstadt"), card("2", "Altstadt")];
  sieve.begin(wanted("  ALTSTADT\tleer "), [both, one]);
  assert.deepEqual([both, one].map(sieve.sees), [true, false]);
  const composed = card("3", "Grün".normalize("NFD"));
  sieve.begin(wanted("grün"), [composed]);
  assert.equal(sieve.sees(composed), true);
});

test("where nothing is looked for everything is seen", () => {
  assert.equal(sieve.sifts(), false);
  sieve.begin(wanted(" \t "), [card("1")]);
  assert.equal(sieve.sifts(), false);
  assert.equal(sieve.sees(card("1")), true);
});

test("what comes has to be like what is looked for", () => {
  sieve.begin(wanted("bus"), [card("1", "Busse")]);
  assert.equal(sieve.sees(card("2", "Bahn")), false);
  assert.equal(sieve.sees(card("3", "Der Bus")), true);
  assert.equal(sieve.besides(), 0);
});

test("a card of my own that I write meanwhile is seen, and counted as one that is not like that", () => {
  sieve.begin(wanted("bus"), [card("1", "Bahn", { own: true })]);
  assert.equal(sieve.sees(card("1", "Bahn", { own: true })), false);
  assert.equal(sieve.sees(card("2", "Bahn")), false); // until the page knows whose it is
  assert.equal(sieve.sees(card("2", "Bahn", { own: true })), true);
  assert.equal(sieve.sees(card("3", "Bus", { own: true })), true);
  assert.equal(sieve.besides(), 1);
  assert.equal(sieve.sees(card("2", "Busbahn", { own: true })), true);
  assert.equal(sieve.besides(), 0);
});

test("nothing goes from under a finger: support taken back, words changed", () => {
  sieve.begin(wanted("", { only: "backed" }), [card("1", "", { backed: true }), card("2")]);
  assert.equal(sieve.sees(card("1")), true);
  assert.equal(sieve.sees(card("2")), false);
  assert.equal(sieve.sees(card("2", "", { backed: true })), true);
  sieve.begin(wanted("bus"), [card("1", "Bus")]);
  assert.equal(sieve.sees(card("1", "Bahn")), true);
});

test("where a card stands is asked anew: in a group, in another section", () => {
  sieve.begin(wanted("", { only: "loose" }), [card("1"), card("2", "", { loose: false })]);
  assert.equal(sieve.sees(card("1", "", { loose: false })), false);
  assert.equal(sieve.sees(card("2")), true);
  sieve.begin(wanted("", { lane: "1" }), [card("1"), card("2", "", { lane: "2" })]);
  assert.equal(sieve.sees(card("1", "", { lane: "2" })), false);
  assert.equal(sieve.sees(card("2")), true);
});

test("words are asked for only where words are looked for", () => {
  const silent = card("1");
  Object.defineProperty(silent, "words", { get: () => assert.fail("they were asked for") });
  sieve.begin(wanted("", { only: "own" }), [silent]);
  assert.equal(sieve.sees(silent), false);
});
