// @ts-check
// What hardly anybody needs at once is loaded when it is needed: the scripts that send photos, once photos wait here;
// what lets titles grow if the browser cannot; what people do together; and last, when things are quiet, what keeps this page for times without
// no connection.

import * as device from "../core/device.js";

const scripts = document.querySelector("[data-scripts]")?.dataset.scripts;
const waits = () => device.get(device.name("photos"));
const grows = new URL("phone/grows.js", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
// What cannot be loaded without a connection is loaded once there is one.
/** @param {string} src */
const fetched = (src) => {
  const onerror = () => document.addEventListener("barcamp:reached", () => fetched(src), { once: true });
  document.head.append(Object.assign(document.createElement("script"), { src, onerror }));
};
let asked = false;

function load() {
  if (asked || !scripts || !waits()) return;
  asked = true;
  fetched(scripts);
}

const { offline, together } = document.querySelector("template[data-entry]")?.dataset ?? {};
window.addEventListener("load", load);
window.addEventListener("load", () => {
  if (!CSS.supports("field-sizing", "content")) fetched(grows);
  if (together) setTimeout(fetched, 500, together);
  if (offline) setTimeout(fetched, device.get(device.name("words")) ? 0 : 1000, offline);
});
window.addEventListener("storage", ({ key }) => {
  if (key === device.name("photos")) load();
});
