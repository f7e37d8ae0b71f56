// @ts-check
// A note for any session, from wherever one is without a connection: it waits in the outbox like all others.

import * as device from "../core/device.js";
import * as entries from "./entries.js";
import * as offline from "./offline.js";
import * as outbox from "./outbox.js";

offline.writeBy((wall, words) => {
  const id = "memory-note";
  const field = offline.element("textarea", { id, rows: 2 });
  const send = offline.element("button", { className: "button", textContent: words.put });
  const label = offline.element("label", { htmlFor: id, textContent: words.note });
  const form = offline.element(
    "form",
    { className: "stack" },
    offline.element("div", { className: "field" }, label, field),
    send
  );
  const tray = offline.element("ul", { className: "tray", hidden: true });
  tray.dataset.tray = "all";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return field.focus();
    const verb = document.querySelector("template[data-entry]")?.dataset.jots ?? "";
    const path = `/${document.body.dataset.code}/${verb}`;
    entries.add({
      op: device.newId(),
      verb,
      path,
      text,
      about: "",
      fields: [
        ["wall", wall],
        ["text", text]
      ]
    });
    field.value = "";
    outbox.run();
  });
  return offline.element("div", {}, form, tray);
});
