// @ts-check
// What is said about cards that are moved, and what stands for it on the page: templates/notes/moving.html.

import * as page from "../core/page.js";

export const template = page.the("#moving");
export const says = /** @type {Words} */ (template.dataset);
