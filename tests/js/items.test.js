// Lists whose items are the entries of this device.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Element } from "./page.js";

const { fill } = await import("../../static/js/outbox/items.js");

const list = new Element();
const made = ({ text }) => Object.assign(new Element(), { first: text });
const write = (item, { text }) => {
  item.textContent = text;
};
const show = (...entries) => fill(list, entries, made, write);
const shown = () => list.children.map((item) => item.textContent);

test("a list without entries is not seen, and one with entries is", () => {
  show();
  assert.equal(list.hidden, true);
  show({ op: "a", text: "one" });
  assert.equal(list.hidden, false);
  assert.deepEqual(shown(), ["one"]);
});

test("what stays is changed where it stands, what is new stands at the end, what is gone leaves", () => {
  show({ op: "a", text: "one" }, { op: "b", text: "two" });
  const [first, second] = list.children;
  show({ op: "b", text: "two, changed" }, { op: "c", text: "three" });
  assert.deepEqual(shown(), ["two, changed", "three"]);
  assert.equal(list.children[0], second);
  assert.ok(!list.children.includes(first));
  assert.deepEqual(
    list.children.map((item) => item.dataset.op),
    ["b", "c"]
  );
});
