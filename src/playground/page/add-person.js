/** Adding somebody who exists only in the playground. */
import { Refused, tell } from "./api.js";
import { openDialog } from "./dialog.js";
import { h } from "./dom.js";
import { createField } from "./fields.js";
import { showErrors } from "./form.js";
import { locale, t } from "./words.js";

/** `onAdded(userId)` is called after the person is there. */
export function openAddPerson({ onAdded }) {
  const dialog = openDialog({ label: t("add.title") });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const languages = [
    { value: "en", label: "English" },
    { value: "zh-CN", label: "简体中文" },
  ];
  const fields = [
    createField({ id: "name", kind: "text", label: t("add.name"), required: true, maxLength: 80 }, {}),
    createField({ id: "zone", kind: "text", label: t("add.zone"), hint: t("add.zone-hint"), required: true, value: zone }, {}),
    createField(
      { id: "locale", kind: "select", label: t("add.language"), required: true, value: locale(), options: languages },
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
      h("div", { class: "form-head" }, h("h2", {}, t("add.title")), h("p", {}, t("add.intro"))),
      h(
        "div",
        { class: "form-fields" },
        fields.map(({ root }) => root),
      ),
      h(
        "div",
        { class: "form-foot" },
        wrong,
        h("button", { type: "button", class: "button plain", on: { click: () => dialog.close() } }, t("add.cancel")),
        h("button", { type: "submit", class: "button primary" }, t("add.submit")),
      ),
    ),
  );
  dialog.showModal();
  fields[0].focus();
}

function explain(error) {
  if (!(error instanceof Refused)) return { all: t("trouble.failed") };
  if (error.code === "full") return { all: t("add.full") };
  const sentences = { name: t("add.no-name"), zone: t("add.no-zone") };
  return Object.fromEntries(error.fields.map((field) => [field, sentences[field] ?? t("trouble.failed")]));
}
