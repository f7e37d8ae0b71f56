// @ts-check
// "Suggest a plan": sends the form, shows how far the search is, and can end it. The proposal itself comes as a push.

const form = /** @type {any} */ (document.getElementById("suggest"));
const [bar, says, stop] = ["progress", "[data-says]", "[data-stop]"].map((each) => form?.querySelector(each));
/** @type {AbortController | null} */
let running = null;

/** @param {boolean} on */
function busy(on) {
  form.toggleAttribute("data-running", on);
  for (const button of form.querySelectorAll("button:not([data-stop])")) button.disabled = on;
}

/** @param {string} line */
function tell(line) {
  const news = JSON.parse(line);
  if (news.share !== undefined) bar.value = news.share;
  if (news.says) says.textContent = news.says;
  says.toggleAttribute("data-done", Boolean(news.done));
  if (news.done) document.getElementById("proposal")?.scrollIntoView({ block: "nearest" });
}

/** @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream */
async function* lines(stream) {
  let rest = "";
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const parts = (rest + value).split("\n");
    rest = parts.pop() ?? "";
    yield* parts.filter(Boolean);
  }
}

form?.addEventListener("submit", async (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  if (running) return;
  const own = new AbortController();
  running = own;
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form, event.submitter)));
  busy(true);
  bar.value = 0;
  says.textContent = form.dataset.begins;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { accept: "application/x-ndjson", "hx-request": "true" },
      signal: own.signal
    });
    if (!answer.ok)
      says.textContent = new DOMParser().parseFromString(await answer.text(), "text/html").body.textContent.trim();
    else for await (const line of lines(/** @type {ReadableStream} */ (answer.body))) tell(line);
  } catch {
    says.textContent = own.signal.aborted ? form.dataset.stopped : form.dataset.failed;
  } finally {
    running = null;
    busy(false);
  }
});

stop?.addEventListener("click", () => running?.abort());
