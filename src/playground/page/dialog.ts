/** Dialogs: a form's frame and a question with two answers. */
import type { Button } from "../../message/message.ts";
import { focused, h } from "./dom.ts";

export type DialogOptions = { readonly className?: string; readonly label: string; readonly onClose?: () => void };
/** What is asked before something is done. */
export type DialogQuestion = NonNullable<Button["confirm"]>;

/** Shows a dialog that gives the focus back when it closes; removed from the page afterwards. */
export function openDialog({ className = "", label, onClose }: DialogOptions): HTMLDialogElement {
  const before = focused();
  const dialog = h("dialog", { class: className, "aria-label": label });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
    onClose?.();
  });
  document.body.append(dialog);
  return dialog;
}

/** Resolves to whether the answer was yes. */
export function confirm({ title, text, yes, no }: DialogQuestion): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = false;
    const dialog = openDialog({ className: "narrow", label: title, onClose: () => resolve(answer) });
    const close = (value: boolean) => () => {
      answer = value;
      dialog.close();
    };
    dialog.append(
      h(
        "div",
        { class: "form" },
        h("div", { class: "form-head" }, h("h2", {}, title), h("p", {}, text)),
        h("div", { class: "form-fields" }),
        h(
          "div",
          { class: "form-foot" },
          h("button", { type: "button", class: "button plain", on: { click: close(false) } }, no),
          h("button", { type: "button", class: "button primary", autofocus: true, on: { click: close(true) } }, yes),
        ),
      ),
    );
    dialog.showModal();
  });
}
