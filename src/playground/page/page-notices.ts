/** What is said to the person for a moment: to a screen reader, in a corner, or over the whole page while it is busy. */
import { byId, h } from "./dom.ts";
import { t } from "./own-words.ts";

const live = byId("live");
const toast = h("div", { class: "toast", role: "status" });
const offline = h("div", { class: "offline", role: "status", hidden: true });
document.body.append(toast, offline);

// Announcements that come together are read together; each would silence the one before.
let sentences: string[] = [];
export function announce(sentence: string): void {
  if (sentences.length === 0) {
    setTimeout(() => {
      live.textContent = sentences.join(" ");
      sentences = [];
    }, 60);
  }
  sentences.push(sentence);
}

let toastTimer: number | undefined;
export function say(sentence: string): void {
  toast.textContent = sentence;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    toast.textContent = "";
  }, 5000);
}

let busy: HTMLElement | undefined;
/** What takes a while: the clock moving on, or a team being made. */
export function showBusy(what: "clock" | "empty" | "weeks"): void {
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

export function hideBusy(): void {
  busy?.remove();
}

export function setOffline(lost: boolean): void {
  offline.textContent = t("playground.trouble.offline");
  offline.hidden = !lost;
}
