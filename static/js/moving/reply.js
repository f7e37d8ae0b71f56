// @ts-check
// What a form on the wall sent has been answered: by the outbox, or, for whoever came as an organiser without a name and
// has none, by htmx.

import * as entries from "../outbox/entries.js";

/**
 * @param {string} field which says what it was about
 * @param {() => ({ form: any, since: number } & Record<string, any>) | null} sent what waits for its answer
 * @param {(well: boolean) => void} then
 */
export function listen(field, sent, then) {
  document.addEventListener("barcamp:entries", () => {
    const now = sent();
    if (!now) return;
    const path = now.form.getAttribute("hx-post");
    const mine = entries
      .all()
      .find(
        (entry) =>
          entry.path === path && (entry.at ?? 0) >= now.since && new Map(entry.fields).get(field) === now[field]
      );
    if (mine?.state === "sent" || mine?.state === "refused") then(mine.state === "sent");
  });
  document.addEventListener("htmx:after:request", ({ target, detail: { ctx } }) => {
    if (ctx?.request?.method === "POST" && target === sent()?.form && ctx.response.status < 300) then(true);
  });
}
