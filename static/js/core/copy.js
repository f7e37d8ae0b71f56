// @ts-check
// Copies what is in a field or another element with one tap. The clipboard asks for a secure context, so the old way
// is tried too; if both fail, the text stays selected, and the device's own menu can copy it.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy ?? "");
  const said = document.getElementById(button.getAttribute("aria-describedby") ?? "");
  if (!field || !said) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (field.select) field.select();
    else getSelection()?.selectAllChildren(field);
    let done = false;
    try {
      await navigator.clipboard.writeText(field.value ?? field.textContent);
      done = true;
    } catch {
      done = document.execCommand("copy");
    }
    said.textContent = button.dataset[done ? "done" : "marked"] ?? "";
  });
}
