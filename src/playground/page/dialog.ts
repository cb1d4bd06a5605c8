/** Dialogs: the frame of a form, and a question with two answers. */
import type { Button } from "../../message/message.ts";
import { focused, h } from "./dom.ts";

/** The label of a dialog for screen readers, its class, and what runs when it closes. */
export type DialogOptions = { readonly className?: string; readonly label: string; readonly onClose?: () => void };
/** The question that a button asks before it acts. */
export type DialogQuestion = NonNullable<Button["confirm"]>;

/** Adds a dialog to the page. When it closes, it is removed and the focus goes back to where it was. */
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

/** Asks the question in a dialog and resolves to whether the answer was yes. */
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
