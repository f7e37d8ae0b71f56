// @ts-check
// What was typed on a step of the organiser's way is never lost: saving one form or going on to the next step saves
// what is in the others too; on going elsewhere, the browser asks.

const way = document.querySelector(".way");
let leaving = false;

/** @param {Found} field */
function altered(field) {
  if (!field.name || field.type === "hidden" || field.matches("button")) return false;
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  if (!field.matches("select")) return field.value !== (field.defaultValue ?? "");
  return (
    field.selectedIndex !==
    Math.max(
      0,
      [...field.options].findIndex((option) => option.defaultSelected)
    )
  );
}

const unsaved = () => [...(way?.querySelectorAll("form") ?? [])].filter((form) => [...form.elements].some(altered));

// A saved form is answered with the way back to its page; anything else is for the person to see.
/** @param {Found} form */
async function saved(form) {
  if (!form.checkValidity()) return false;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(/** @type {any} */ (new FormData(/** @type {any} */ (form)))),
      redirect: "manual"
    });
    return answer.type === "opaqueredirect";
  } catch {
    return false;
  }
}

// `form` is the one being sent. A refused form is sent in its place, so that the reason is seen.
/** @param {Event} event @param {Found | null} form @param {() => void} go */
async function goOn(event, form, go) {
  /** @param {Found} each */
  const saves = (each) => each.matches("[data-saves]");
  const forms = unsaved().filter((each) => each !== form && saves(each));
  if (!forms.length) return;
  event.preventDefault();
  const refused = [];
  for (const each of forms) if (!(await saved(each))) refused.push(each);
  if (refused.length && form && saves(form)) await saved(form);
  leaving = !refused.length || refused[0].checkValidity(); // otherwise the browser says what is missing and stays
  if (refused.length) refused[0].requestSubmit();
  else go();
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (leaving || !way?.contains(form)) return;
  goOn(event, form, () => form.requestSubmit(submitter));
  if (!event.defaultPrevented) leaving = unsaved().every((each) => each === form);
});
document.addEventListener("click", (event) => {
  const link = event.target?.closest(".onward a");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey)
    goOn(event, null, () => {
      location.href = link.href;
    });
});
window.addEventListener("pageshow", () => {
  leaving = false;
});
window.addEventListener("beforeunload", (event) => {
  if (!leaving && unsaved().length) event.preventDefault();
});
