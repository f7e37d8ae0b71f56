// What a template promises to the scripts of its page.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Element, openPage } from "./page.js";

const meter = new Element();
const document = openPage({ ".points": meter });
const { the } = await import("../../static/js/core/page.js");

test("what is promised is found on the page, or within one of its elements", () => {
  assert.equal(the(".points"), meter);
  assert.equal(the(".points", document), meter);
});

test("what is missing is named", () => {
  assert.throws(() => the(".points", { querySelector: () => null }), /no \.points/);
});
