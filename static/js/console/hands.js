// @ts-check
// Raised hands, on the stage and for a picked topic: the sum is shown before it is counted. A vote in the meantime
// redraws it.

const picked = () => document.querySelector('input[name="topic"][form="place"]:checked');

function show() {
  for (const sum of document.querySelectorAll("[data-sum-of]")) {
    const field = document.getElementById(sum.dataset.sumOf ?? "");
    const hands = field && /^\d+$/.test(field.value.trim()) ? Number(field.value) : 0;
    const votes = sum.dataset.votes ?? picked()?.dataset.votes;
    const known = hands && votes !== undefined;
    const text = known
      ? (sum.dataset.says ?? "")
          .replace("{votes}", votes)
          .replace("{hands}", hands)
          .replace("{sum}", Number(votes) + hands)
      : "";
    if (sum.textContent !== text) sum.textContent = text;
  }
}

document.addEventListener("input", show);
document.addEventListener("change", show);
document.addEventListener("htmx:after:swap", show);
document.addEventListener("htmx:after:request", () => setTimeout(show));
