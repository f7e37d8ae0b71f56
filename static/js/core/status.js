// The one calm status line: how the page is connected, what became of the last deed, and what still waits.
(() => {
  const line = document.getElementById("status");
  let connection = "", deed = "", note = "", waiting = 0, refused = 0, quiet = 0;

  function counted(name, number) {
    const forms = line.dataset[`${name}Forms`];
    return forms ? device.counted(forms, number) : "";
  }

  function text() {
    if (connection === "stopped" || connection === "gone") return line.dataset[connection] ?? "";
    if (note) return note;
    if (deed === "unsent") return line.dataset.unsent;
    const offline = connection === "offline" || navigator.onLine === false; // the device knows it first
    if (waiting) return counted(offline ? "offline" : "waiting", waiting);
    return line.dataset[offline ? "offline" : connection || deed] ?? (refused ? counted("refused", refused) : "");
  }

  function show() {
    if (!line) return;
    line.toggleAttribute("data-away", connection === "offline" || navigator.onLine === false);
    const now = text();
    if (line.textContent !== now) line.textContent = now; // each change is read out once
    line.hidden = !now && !connection; // the projector has a dot without words
    line.parentElement.toggleAttribute("data-long", now.length > 36);
    // What does not go by itself within seconds is made room for.
    const stays = connection || waiting || refused || deed === "unsent" || navigator.onLine === false;
    line.parentElement.toggleAttribute("data-stays", Boolean(stays));
  }

  window.statusLine = {
    connection(what) {
      connection = what;
      if (!what && deed === "unsent") deed = "";
      if (line) line.dataset.state = what || "live";
      show();
    },
    deed(what) {
      deed = what;
      note = "";
      clearTimeout(quiet);
      if (what === "saved") quiet = setTimeout(() => { deed = ""; show(); }, 2000);
      show();
    },
    // Why nothing happened; it goes by itself.
    note(words) {
      note = words;
      clearTimeout(quiet);
      quiet = setTimeout(() => { note = ""; show(); }, 5000);
      show();
    },
    letters(counts) {
      ({ waiting, refused } = counts);
      if (!counts.pending && deed === "sending") deed = ""; // another tab sent it
      show();
    },
  };
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
})();
