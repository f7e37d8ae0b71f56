// The console's grid: a picked topic makes the cells say what a press would do; afterwards the pick is put back.
(() => {
  const form = document.getElementById("place");
  const picked = () => document.querySelector('input[name="topic"][form="place"]:checked');

  const show = () => document.body.toggleAttribute("data-picked", Boolean(picked()));

  document.addEventListener("change", (event) => { if (event.target.form === form) show(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !picked()) return;
    picked().checked = false;
    show();
  });
  document.addEventListener("htmx:after:request", ({ target, detail: { ctx } }) => {
    if (!target.matches?.(".cell-button") || ctx.response.status >= 300) return;
    const topic = picked();
    if (topic) topic.checked = false;
    show();
  });
})();
