// @ts-check
// Only under `make dev`: a screen that finds the server again after a code change reloads its page.

let known = false;

document.addEventListener("barcamp:reached", () => {
  if (known) location.reload();
  known = true;
});
