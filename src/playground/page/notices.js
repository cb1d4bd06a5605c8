/** What is said to the person for a moment: to a screen reader, in a corner, or over the whole page while it is busy. */
import { h } from "./dom.js";
import { t } from "./words.js";

const live = document.getElementById("live");
const toast = h("div", { class: "toast", role: "status" });
const offline = h("div", { class: "offline", role: "status", hidden: true });
document.body.append(toast, offline);

// Announcements that come together are read together; each would silence the one before.
let sentences = [];
export function announce(sentence) {
  if (sentences.length === 0) {
    setTimeout(() => {
      live.textContent = sentences.join(" ");
      sentences = [];
    }, 60);
  }
  sentences.push(sentence);
}

let toastTimer;
export function say(sentence) {
  toast.textContent = sentence;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    toast.textContent = "";
  }, 5000);
}

let busy;
export function showBusy(what) {
  hideBusy();
  busy = h(
    "div",
    { class: "busy", role: "status" },
    h("div", { class: "wake" }),
    h("h2", {}, t(`playground.busy.${what}`)),
    what === "weeks" ? h("p", {}, t("playground.busy.weeks-text")) : null,
  );
  document.body.append(busy);
}

export function hideBusy() {
  busy?.remove();
}

export function setOffline(lost) {
  offline.textContent = t("playground.trouble.offline");
  offline.hidden = !lost;
}
