// @ts-check
// Before anything is drawn: with scripts, the phone shows one section at a time.
document.documentElement.classList.add("js");
