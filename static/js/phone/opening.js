// @ts-check
// Before the sections are drawn: which one is seen first. The address names it, else the phase of the day.

const NAMES = ["now", "topics", "plan", "notes", "me"];

/** @param {string} hash */
export const tabOf = (hash) => {
  const name = hash.slice(1);
  if (NAMES.includes(name)) return name;
  if (name === "pitch" || name.startsWith("topic_")) return "topics";
  return ["pitching", "interest"].includes(document.getElementById("phase")?.dataset.phase ?? "") ? "topics" : "now";
};
document.body.dataset.tab = tabOf(location.hash);

// Where the plus stands. It is said on the body: a rule that looked for it from there would be asked again, for all of the
// page, whenever anything comes.
export function place() {
  const { phase, pitching } = document.getElementById("phase")?.dataset ?? {};
  document.body.dataset.pitchOn = pitching === "open" && phase !== "sessions" ? "now topics" : "topics";
}
place();
