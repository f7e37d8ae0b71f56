// @ts-check
// Under `make dev` alone: a screen that finds the server again after a change of the code loads its page anew.

let known = false;

document.addEventListener("barcamp:reached", () => {
  if (known) location.reload();
  known = true;
});
