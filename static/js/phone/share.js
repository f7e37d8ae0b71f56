// @ts-check
// The share sheet, if the browser has one: it needs a secure context, so a mail can be written as well, anywhere.
const share = document.querySelector("[data-share]");
if (share && navigator.share) {
  share.hidden = false;
  share.addEventListener("click", async () => {
    try {
      await navigator.share({ title: share.dataset.title, text: share.dataset.share });
    } catch {
      // Closing the sheet means having changed one's mind.
    }
  });
}
