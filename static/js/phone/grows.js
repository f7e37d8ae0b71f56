// @ts-check
// A title is shown whole, even if the browser cannot let a field grow; and Enter sends it, as in a field of one line.

/** @param {Found} field */
const isTitle = (field) => field.matches?.("textarea[data-enter-sends]");

/** @param {{ target: any }} of */
function grow({ target: field }) {
  if (!isTitle(field) || CSS.supports("field-sizing", "content")) return;
  field.rows = 1;
  while (field.rows < 6 && field.scrollHeight > field.clientHeight) field.rows += 1;
}

for (const sign of ["input", "focusin"]) document.addEventListener(sign, grow);
// What was typed before this script came.
for (const target of document.querySelectorAll("textarea[data-enter-sends]")) grow({ target });
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.key !== "Enter" || event.shiftKey || event.isComposing || !isTitle(event.target))
    return;
  event.preventDefault();
  event.target?.form.requestSubmit();
});
