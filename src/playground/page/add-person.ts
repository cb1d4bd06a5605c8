/** The dialog that adds somebody who exists only in the playground. */
import type { AnyFieldErrors } from "../../message/form.ts";
import { openDialog } from "./dialog.ts";
import { h } from "./dom.ts";
import { createField } from "./fields.ts";
import { isLanguage, listLanguages, locale, t } from "./own-words.ts";
import { showErrors } from "./page-form.ts";
import { postToServer, Refused } from "./server-calls.ts";

/** Opens the dialog. `onAdded` is called with the new user id once the person is there. */
export function openAddPerson({ onAdded }: { readonly onAdded: (userId: string) => void }): void {
  const dialog = openDialog({ label: t("playground.add.title") });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const language = { value: locale(), options: listLanguages() };
  const fields = [
    createField({ id: "name", kind: "text", label: t("playground.add.name"), required: true, maxLength: 80 }),
    createField({
      id: "zone",
      kind: "text",
      label: t("playground.add.zone"),
      hint: t("playground.add.zone-hint"),
      required: true,
      value: zone,
    }),
    createField({ id: "locale", kind: "select", label: t("playground.add.language"), required: true, ...language }),
  ];
  const readText = (id: string): string => {
    const value = fields.find((field) => field.id === id)?.read();
    return typeof value === "string" ? value : "";
  };
  const wrong = h("p", { class: "wrong", role: "alert" });

  async function onSubmit(event: Event): Promise<void> {
    event.preventDefault();
    const spoken = readText("locale");
    const person = { name: readText("name"), zone: readText("zone"), locale: isLanguage(spoken) ? spoken : locale() };
    try {
      const { userId } = await postToServer("people", person);
      dialog.close();
      onAdded(userId);
    } catch (error) {
      showErrors(fields, { errors: explain(error), wrong });
    }
  }

  dialog.append(
    h(
      "form",
      { class: "form", novalidate: true, on: { submit: onSubmit } },
      h("div", { class: "form-head" }, h("h2", {}, t("playground.add.title")), h("p", {}, t("playground.add.intro"))),
      h(
        "div",
        { class: "form-fields" },
        fields.map(({ root }) => root),
      ),
      h(
        "div",
        { class: "form-foot" },
        wrong,
        h("button", { type: "button", class: "button plain", on: { click: () => dialog.close() } }, t("playground.add.cancel")),
        h("button", { type: "submit", class: "button primary" }, t("playground.add.submit")),
      ),
    ),
  );
  dialog.showModal();
  fields[0]?.focus();
}

function explain(error: unknown): AnyFieldErrors {
  if (!(error instanceof Refused)) return { all: t("playground.trouble.failed") };
  if (error.code === "full") return { all: t("playground.add.full") };
  const sentences: AnyFieldErrors = { name: t("playground.add.no-name"), zone: t("playground.add.no-zone") };
  return Object.fromEntries(error.fields.map((field) => [field, sentences[field] ?? t("playground.trouble.failed")]));
}
