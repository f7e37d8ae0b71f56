// @ts-check
// A form whose answer takes a while says so, and is sent once. Without scripts, the browser's own indicator has to do.

for (const form of document.querySelectorAll("form[data-waits]")) {
  const said = form.querySelector("[data-waiting]");
  const button = form.querySelector("button");
  if (!said || !button) continue;
  form.addEventListener("submit", (event) => {
    if (button.getAttribute("aria-disabled")) return event.preventDefault();
    button.setAttribute("aria-disabled", "true");
    said.textContent = said.dataset.says ?? "";
  });
  // After going back from the answer, the page as it was kept may be sent again.
  addEventListener("pageshow", () => {
    button.removeAttribute("aria-disabled");
    said.textContent = "";
  });
}
