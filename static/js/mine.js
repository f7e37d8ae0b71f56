// Paints what is mine over what is everybody's: shared fragments are the same bytes for all.
(() => {
  const ids = (name) => (document.getElementById("mine")?.dataset[name] ?? "").split(" ").filter(Boolean);

  let behind = false; // the sentence about my votes, not the votes
  let shown = new Set();
  const wanted = () => window.letters?.votes(new Set(ids("votes"))) ?? new Set(ids("votes"));

  function paint() {
    const votes = shown = wanted(), topics = new Set(ids("topics")), notes = new Set(ids("notes"));
    for (const button of document.querySelectorAll("button.interest")) paintVote(button, votes.has(button.value));
    for (const element of document.querySelectorAll("[data-topic]")) {
      element.toggleAttribute("data-wanted", votes.has(element.dataset.topic));
      element.toggleAttribute("data-own", topics.has(element.dataset.topic));
    }
    for (const card of document.querySelectorAll(":is(#topics > .topic, #plan .session)[data-own]")) if (!card.querySelector(".own")) card.lastElementChild.before(wayTo(card));
    for (const element of document.querySelectorAll("[data-note]")) {
      element.toggleAttribute("data-own", notes.has(element.dataset.note));
    }
    const phase = document.getElementById("phase")?.dataset ?? {};
    for (const door of document.querySelectorAll("[data-door]")) {
      const name = door.dataset.door;
      const shut = name === "archive" ? phase.archived === "yes" : phase[name] === "closed" || phase.archived === "yes";
      door.toggleAttribute("data-closed", shut);
    }
    document.dispatchEvent(new Event("barcamp:painted"));
    document.body.removeAttribute("data-unpainted");
  }

  // Only whose topic it is needs the way to change it.
  function wayTo(card) {
    const way = document.getElementById("own-topic").content.cloneNode(true), link = way.querySelector("a");
    link.href += card.dataset.topic;
    link.querySelector(".unseen").textContent = `: ${card.querySelector("h3, strong").textContent}`;
    return way;
  }

  // What became of letters changes my votes at most, and of those few.
  function repaint() {
    const votes = wanted();
    for (const topic of new Set([...shown, ...votes])) if (shown.has(topic) !== votes.has(topic)) show(topic, votes.has(topic));
  }

  function show(topic, pressed) {
    if (pressed) shown.add(topic);
    else shown.delete(topic);
    for (const element of document.querySelectorAll(`[data-topic="${topic}"]`)) element.toggleAttribute("data-wanted", pressed);
    for (const button of document.querySelectorAll(`button.interest[value="${topic}"]`)) paintVote(button, pressed);
    document.dispatchEvent(new Event("barcamp:painted"));
  }

  function paintVote(button, pressed) {
    const verb = pressed ? "withdraw-vote" : "cast-vote";
    const address = `/${document.body.dataset.code}/${verb}`;
    button.setAttribute("aria-pressed", String(pressed));
    button.form.setAttribute("action", address);
    button.form.setAttribute("hx-post", address);
  }

  // The answer to a vote is not drawn on the server: what it changed is known here.
  function setVote(topic, wanted) {
    const votes = new Set(ids("votes")), mine = document.getElementById("mine");
    if (wanted) votes.add(topic);
    else votes.delete(topic);
    if (mine) mine.dataset.votes = [...votes].join(" ");
    behind = true;
    count();
  }

  function count() {
    if (!behind || document.body.dataset.tab !== "me") return;
    behind = false;
    window.refreshMine?.();
  }

  // A topic that went (merged, hidden) or came back changes what is mine. Not all phones of a room ask in the same moment.
  const SPREAD = 2500;
  let there = null;
  const gone = new Set();

  function notice() {
    const list = document.getElementById("topics");
    if (!list || !document.getElementById("mine")) return;
    const now = new Set([...list.querySelectorAll("[data-topic]")].map((element) => element.dataset.topic));
    const left = there ? [...there].filter((id) => !now.has(id)) : [];
    const back = [...now].filter((id) => gone.delete(id));
    for (const id of left) gone.add(id);
    there = now;
    if (left.length || back.length) setTimeout(() => window.refreshMine?.(), Math.random() * SPREAD);
  }

  document.addEventListener("htmx:after:swap", paint);
  document.addEventListener("htmx:after:swap", notice);
  document.addEventListener("DOMContentLoaded", notice);
  document.addEventListener("barcamp:letters", repaint);
  new MutationObserver(count).observe(document.body, { attributeFilter: ["data-tab"] });
  document.addEventListener("DOMContentLoaded", paint);
  window.paintMine = paint;
  window.showMyVote = show;
  window.setMyVote = setVote;
  window.knowsMyVote = (topic) => ids("votes").includes(topic);
})();
