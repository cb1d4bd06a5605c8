/** Short messages to the person: to a screen reader, in a corner, or over the whole page while it is busy. */
import { byId, h } from "./dom.ts";
import { t } from "./own-words.ts";

const live = byId("live");
const toast = h("div", { class: "toast", role: "status" });
const offline = h("div", { class: "offline", role: "status", hidden: true });
document.body.append(toast, offline);

// Announcements that come together are read together; each would silence the one before.
let sentences: string[] = [];
/** Has a screen reader read the sentence. Sentences within 60 ms are read together. */
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
/** Shows the sentence in a corner for five seconds. */
export function say(sentence: string): void {
  toast.textContent = sentence;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    toast.textContent = "";
  }, 5000);
}

let busy: HTMLElement | undefined;
/** Covers the page while something takes time: the clock being moved, or a team being created. */
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

/** Uncovers the page. It does nothing when the page is not covered. */
export function hideBusy(): void {
  busy?.remove();
}

/** Shows or hides the notice that the bot cannot be reached. */
export function setOffline(lost: boolean): void {
  offline.textContent = t("playground.trouble.offline");
  offline.hidden = !lost;
}
