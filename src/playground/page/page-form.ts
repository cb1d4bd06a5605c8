/** Shows a form of the bot as a dialog. Errors appear at their fields, and nothing that was typed is lost. */
import type { FormContext } from "../../message/form-context.ts";
import type { EnteredValues } from "../../message/form-fields.ts";
import type { AnyFieldErrors, AnyForm } from "../../message/form.ts";
import type { ActAnswer } from "../page-api.ts";
import { openDialog } from "./dialog.ts";
import { h } from "./dom.ts";
import { createField, type FieldSources, type ShownField } from "./fields.ts";
import { inLanguage, t } from "./own-words.ts";
import { renderText } from "./page-elements.ts";

/** What a form offers in its fields, and how it is submitted. */
export type FormParts = FieldSources & {
  /** Resolves to what the bot answered: `errors`, another `form`, or neither; to undefined when it could not be told. */
  readonly submit: (context: FormContext, values: EnteredValues) => Promise<ActAnswer | undefined>;
};

/** Opens the form. It closes when it was submitted without an error, and opens the next form if the answer contains one. */
export function openForm(form: AnyForm, { people, channels, submit }: FormParts): void {
  const dialog = openDialog({ label: form.title });
  const fields = inLanguage(form.locale, () => form.fields.map((field) => createField(field, { people, channels })));
  const wrong = h("p", { class: "wrong", role: "alert" });
  const send = h("button", { type: "submit", class: "button primary" }, form.submit);

  async function onSubmit(event: Event): Promise<void> {
    event.preventDefault();
    if (send.getAttribute("aria-disabled") === "true") return;
    send.setAttribute("aria-disabled", "true");
    try {
      const answer = await submit(form.context, readAll(fields));
      const failed = () => showErrors(fields, { errors: answer?.errors, wrong });
      if (answer && !inLanguage(form.locale, failed)) dialog.close();
      if (answer?.form) openForm(answer.form, { people, channels, submit });
    } finally {
      send.removeAttribute("aria-disabled");
    }
  }

  const close = () => dialog.close();
  dialog.append(
    h(
      "form",
      { class: "form", lang: form.locale, novalidate: true, on: { submit: onSubmit } },
      h("div", { class: "form-head" }, h("h2", {}, form.title), form.intro ? h("p", {}, renderText(form.intro)) : null),
      h(
        "div",
        { class: "form-fields" },
        fields.map(({ root }) => root),
      ),
      h(
        "div",
        { class: "form-foot" },
        wrong,
        h("button", { type: "button", class: "button plain", on: { click: close } }, form.cancel),
        send,
      ),
    ),
  );
  dialog.showModal();
  fields[0]?.focus();
}

function readAll(fields: readonly ShownField[]): EnteredValues {
  return Object.fromEntries(fields.map((field) => [field.id, field.read()]));
}

/** The errors of a form, and the place for those that belong to no field. */
export type ErrorsView = {
  readonly errors: AnyFieldErrors | undefined;
  /** Where stands what belongs to no field. */
  readonly wrong: HTMLElement;
};

/** Shows the errors at their fields and gives the first of these the focus. Returns whether there were any. */
export function showErrors(fields: readonly ShownField[], { errors = {}, wrong }: ErrorsView): boolean {
  for (const field of fields) field.fail(errors[field.id]);
  const failed = fields.filter((field) => errors[field.id] !== undefined);
  const elsewhere = Object.entries(errors).filter(([id]) => !fields.some((field) => field.id === id));
  const sentences = elsewhere.map(([, sentence]) => sentence);
  wrong.textContent = [...(failed.length > 0 ? [t("playground.form.check", { count: failed.length })] : []), ...sentences].join(
    " ",
  );
  failed[0]?.focus();
  return Object.keys(errors).length > 0;
}
