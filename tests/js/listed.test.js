// What becomes of pasted lists, the same as on the server: tests/text/test_listed.py has the same cases.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as listed from "../../static/js/cards/listed.js";

const cases = JSON.parse(readFileSync(new URL("listed.json", import.meta.url), "utf8"));

for (const [text, items] of cases)
  test(`${JSON.stringify(text)} is a list of ${items.length}`, () => assert.deepEqual(listed.items(text), items));
