// What stands in a field, copied with one tap. The clipboard asks for a secure context, so the old way is tried too; where
// both fail the text stays marked, and the device's own menu can copy it.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy), said = document.getElementById(button.getAttribute("aria-describedby"));
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    let done = false;
    try {
      done = navigator.clipboard ? (await navigator.clipboard.writeText(field.value), true) : document.execCommand("copy");
    } catch {
      done = document.execCommand("copy");
    }
    said.textContent = button.dataset[done ? "done" : "marked"];
  });
}
