// @ts-check
// Beside the field for a colour of one's own: the browser's colour picker. What is picked is written into the field.

const field = document.getElementById("f-choose-accent-colour");
if (field) pickBeside(field);

/** @param {Found} field */
function pickBeside(field) {
  const picker = document.createElement("input");
  picker.type = "color";
  const label = document.querySelector(`label[for="${field.id}"]`)?.firstChild?.textContent;
  picker.setAttribute("aria-label", label?.trim() ?? "");
  const both = document.createElement("div");
  both.className = "picked";
  field.replaceWith(both);
  both.append(field, picker);
  const follow = () => {
    if (/^#[0-9a-f]{6}$/i.test(field.value.trim())) picker.value = field.value.trim();
  };
  picker.value = "#14555a";
  follow();
  field.addEventListener("input", follow);
  picker.addEventListener("input", () => {
    field.value = picker.value;
  });
}
