// Raised hands on the stage: the sum is seen before it is counted. A vote meanwhile redraws it with the new number.
(() => {
  function show() {
    for (const field of document.querySelectorAll("[data-hands]")) {
      const hands = /^\d+$/.test(field.value.trim()) ? Number(field.value) : 0, votes = Number(field.dataset.hands);
      const text = hands ? field.dataset.says.replace("{votes}", votes).replace("{hands}", hands).replace("{sum}", votes + hands) : "";
      const sum = field.form.querySelector(".sum");
      if (sum.textContent !== text) sum.textContent = text;
    }
  }

  document.addEventListener("input", show);
  document.addEventListener("htmx:after:swap", show);
  document.addEventListener("htmx:after:request", () => setTimeout(show));
})();
