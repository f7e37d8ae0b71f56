// @ts-check
// A small window of its own for what is shared in a call: the same one again if it is open. Where the browser opens none,
// the link opens a tab.

document.addEventListener("click", (event) => {
  const link = event.target?.closest?.("a[data-window]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const [width, height] = (link.dataset.window ?? "").split("x");
  const opened = window.open(link.href, "shared", `popup,width=${width},height=${height}`);
  if (!opened) return;
  event.preventDefault();
  opened.focus();
});
