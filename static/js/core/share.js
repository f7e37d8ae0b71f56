// @ts-check
// The share sheet, where the browser has one: it asks for a secure context, so beside it a mail can be written anywhere.
const share = document.querySelector("[data-share]");
if (share && navigator.share) {
  share.hidden = false;
  share.addEventListener("click", async () => {
    try {
      await navigator.share({ title: share.dataset.title, text: share.dataset.share });
    } catch {
      // Whoever closes the sheet has changed their mind.
    }
  });
}
