/** Adding somebody who exists only in the playground. */
import { Refused, tell } from "./api.js";
import { openDialog } from "./dialog.js";
import { h } from "./dom.js";
import { createField } from "./fields.js";
import { showErrors } from "./form.js";
import { locale, t } from "./words.js";

/** `onAdded(userId)` is called after the person is there. */
export function openAddPerson({ onAdded }) {
  const dialog = openDialog({ label: t("playground.add.title") });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const languages = [
    { value: "en", label: "English" },
    { value: "zh-CN", label: "简体中文" },
  ];
  const fields = [
    createField({ id: "name", kind: "text", label: t("playground.add.name"), required: true, maxLength: 80 }, {}),
    createField(
      {
        id: "zone",
        kind: "text",
        label: t("playground.add.zone"),
        hint: t("playground.add.zone-hint"),
        required: true,
        value: zone,
      },
      {},
    ),
    createField(
      { id: "locale", kind: "select", label: t("playground.add.language"), required: true, value: locale(), options: languages },
      {},
    ),
  ];
  const wrong = h("p", { class: "wrong", role: "alert" });

  async function onSubmit(event) {
    event.preventDefault();
    const person = Object.fromEntries(fields.map((field) => [field.id, field.read()]));
    try {
      const { userId } = await tell("people", person);
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
  fields[0].focus();
}

function explain(error) {
  if (!(error instanceof Refused)) return { all: t("playground.trouble.failed") };
  if (error.code === "full") return { all: t("playground.add.full") };
  const sentences = { name: t("playground.add.no-name"), zone: t("playground.add.no-zone") };
  return Object.fromEntries(error.fields.map((field) => [field, sentences[field] ?? t("playground.trouble.failed")]));
}
