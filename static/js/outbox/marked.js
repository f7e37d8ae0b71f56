// The text of a letter for another app; its button is seen from when this is there. The clipboard needs a secure context;
// what cannot be copied stays marked, so that the device's own menu can.
window.copyLetter = (text, item, words) => {
  const field = document.createElement("textarea"), fate = item.querySelector(".fate");
  field.readOnly = true;
  field.value = text;
  field.setAttribute("aria-label", words.marked);
  item.querySelector(".marked")?.remove();
  field.className = "marked";
  item.querySelector(".words").after(field);
  field.select();
  const done = document.execCommand?.("copy") ?? false;
  if (done) field.remove();
  fate.setAttribute("role", "status");
  fate.textContent = done ? words.copied : words.marked;
};
for (const item of document.querySelectorAll(".letter")) delete item.dataset.state; // to be written anew
document.dispatchEvent(new Event("barcamp:letters"));
