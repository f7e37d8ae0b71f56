// @ts-check
// The ZIP with a progress bar: the work is begun and watched by one request, then the browser downloads what is ready.
// Without scripts the button simply downloads, which takes as long as it takes.

const form = /** @type {any} */ (document.querySelector("form[data-pack]"));
/** @param {string} name */
const part = (name) => form.querySelector(`[data-${name}]`);
const bar = form?.querySelector("progress");

if (window.ReadableStream)
  form?.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    const { submitter } = event;
    const what = submitter?.dataset.make;
    if (!what) return;
    event.preventDefault();
    const query = new URLSearchParams(/** @type {any} */ (new FormData(form))).toString();
    make(`${form.dataset.pack}${what}`, query, submitter);
  });

/** @param {string} address @param {string} query @param {HTMLElement} button */
async function make(address, query, button) {
  for (const each of form.querySelectorAll("[data-make]")) each.disabled = true;
  part("failed").hidden = true;
  part("making").hidden = false;
  bar.removeAttribute("value");
  let last = "failed";
  try {
    last = await watch(`${address}/progress?${query}`);
  } catch {
    /* the line was lost: said below */
  }
  for (const each of form.querySelectorAll("[data-make]")) each.disabled = false;
  part("making").hidden = true;
  part("failed").hidden = last === "ready";
  if (last !== "ready") return button.focus();
  part("said").textContent = part("said").dataset.ready;
  location.href = `${address}?${query}`;
}

/** @param {string} address */
async function watch(address) {
  const answer = await fetch(address);
  if (!answer.ok || !answer.body) return "failed";
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let last = "failed";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return last;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) last = show(line);
  }
}

/** @param {string} line */
function show(line) {
  const [done, of, name] = line.split(" ");
  if (Number(of) > 0) {
    bar.max = Number(of);
    bar.value = Number(done);
    part("step").textContent = name ?? "";
  }
  return line;
}
