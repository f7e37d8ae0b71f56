// @ts-check
// "That is not me": the device forgets who it is, and what it remembers of that person, in every tab.

import * as device from "./device.js";

const { code } = document.body.dataset;

// Everything about the person this page is for, in this event. From now on nothing of this person is kept, however
// long this page may still stand.
function forget() {
  document.body.dataset.left = "";
  const owner = `:${code}:${device.person()}:`;
  for (const key of device.keys("barcamp:")) if (key.slice(key.indexOf(":", 8)).startsWith(owner)) device.remove(key);
}

// Other tabs hear of it.
export function leave() {
  forget();
  device.set(device.name("left"), "yes");
  device.remove(device.name("left"));
  location.replace(`/${code}`);
}

window.addEventListener("storage", ({ key }) => {
  if (key !== device.name("left")) return;
  forget(); // what this tab wrote at the same moment would stay otherwise
  location.replace(`/${code}`);
});
