/** Modals and the Home tab: forms, answers and details as Slack's views. Pure. */
import type { types } from "@slack/bolt";
import type { AnyForm, Field } from "../../message/form.ts";
import type { Message } from "../../message/message.ts";
import type { Picture } from "../../message/picture.ts";
import { plain, render } from "./block-kit.ts";
import { type Details, BLOCK_LIMITS, shortenForBlock } from "./block-text.ts";

/** The id by which a submitted form is recognised. */
export const FORM_CALLBACK = "form";
const INPUT = "value";

/** The few words that Slack's views need besides ours. */
export type ViewWords = { readonly yes: string; readonly close: string };

/** Renders a form as a modal. Its context comes back in `private_metadata`, and its values under the fields' ids. */
export function toModal(form: AnyForm, words: Pick<ViewWords, "yes">): types.ModalView {
  const intro =
    form.intro === undefined ? [] : render([{ kind: "paragraph", text: form.intro }], { surface: "view", locale: form.locale });
  return {
    type: "modal",
    callback_id: FORM_CALLBACK,
    title: plain(form.title, BLOCK_LIMITS.viewTitle),
    submit: plain(form.submit, BLOCK_LIMITS.viewTitle),
    close: plain(form.cancel, BLOCK_LIMITS.viewTitle),
    private_metadata: JSON.stringify(form.context),
    blocks: [...intro, ...form.fields.map((field) => toInput(field, words))].slice(0, BLOCK_LIMITS.viewBlocks),
  };
}

/** Renders an answer as a modal, for places without a conversation: after a form, or on the Home tab. */
export function toAnswerView(
  message: Message,
  {
    title,
    close,
    fileOf,
  }: { readonly title: string; readonly close: string; readonly fileOf?: (picture: Picture) => string | undefined },
): types.ModalView {
  return toPlainModal({
    title,
    close,
    blocks: render(message.elements, { surface: "view", locale: message.locale, ...(fileOf && { fileOf }) }),
  });
}

/** Renders details as a modal. A title that is too long for it is repeated in full as a heading. */
export function toDetailsView(fold: Details, close: string): types.ModalView {
  const whole = fold.title.length <= BLOCK_LIMITS.viewTitle ? [] : [{ kind: "heading", text: fold.title } as const];
  return toPlainModal({
    title: fold.title,
    close,
    blocks: render([...whole, ...fold.elements], { surface: "view", locale: fold.locale }),
  });
}

/** Renders a message as a Home tab. Pictures without a file are shown in words. */
export function toHomeView(message: Message, fileOf?: (picture: Picture) => string | undefined): types.HomeView {
  return {
    type: "home",
    blocks: render(message.elements, { surface: "home", locale: message.locale, ...(fileOf && { fileOf }) }),
  };
}

function toPlainModal(modal: {
  readonly title: string;
  readonly close: string;
  readonly blocks: types.KnownBlock[];
}): types.ModalView {
  return {
    type: "modal",
    title: plain(modal.title, BLOCK_LIMITS.viewTitle),
    close: plain(modal.close, BLOCK_LIMITS.viewTitle),
    blocks: modal.blocks,
  };
}

function toInput(field: Field, words: Pick<ViewWords, "yes">): types.InputBlock {
  return {
    type: "input",
    block_id: field.id,
    label: plain(field.label, BLOCK_LIMITS.label),
    optional: !field.required || field.kind === "toggle",
    ...(field.hint !== undefined && field.hint !== "" && { hint: plain(field.hint, BLOCK_LIMITS.hint) }),
    element: toInputElement(field, words),
  };
}

function toInputElement(field: Field, words: Pick<ViewWords, "yes">): types.InputBlockElement {
  const id = { action_id: INPUT };
  switch (field.kind) {
    case "text":
    case "long-text":
      return {
        type: "plain_text_input",
        ...id,
        multiline: field.kind === "long-text",
        max_length: Math.min(BLOCK_LIMITS.inputText, field.maxLength ?? BLOCK_LIMITS.inputText),
        ...(field.value && { initial_value: field.value.slice(0, BLOCK_LIMITS.inputText) }),
        ...(field.placeholder && { placeholder: plain(field.placeholder, BLOCK_LIMITS.placeholder) }),
      };
    case "number":
      return {
        type: "number_input",
        ...id,
        is_decimal_allowed: false,
        min_value: String(field.min),
        max_value: String(field.max),
        ...(field.value !== undefined && { initial_value: String(field.value) }),
      };
    case "date":
      return { type: "datepicker", ...id, ...(field.value && { initial_date: field.value }) };
    case "time":
      return { type: "timepicker", ...id, ...(field.value && { initial_time: field.value }) };
    case "select": {
      const options = field.options.slice(0, BLOCK_LIMITS.options).map(toOption);
      const initial = options.find((option) => option.value === field.value);
      return { type: "static_select", ...id, options, ...(initial && { initial_option: initial }) };
    }
    case "multi-select": {
      const options = field.options.slice(0, BLOCK_LIMITS.options).map(toOption);
      const initial = options.filter((option) => field.values?.includes(option.value ?? ""));
      return { type: "multi_static_select", ...id, options, ...(initial.length > 0 && { initial_options: initial }) };
    }
    case "toggle": {
      const yes = { text: plain(words.yes, BLOCK_LIMITS.optionText), value: "true" };
      return { type: "checkboxes", ...id, options: [yes], ...(field.value && { initial_options: [yes] }) };
    }
    case "people":
      return {
        type: "multi_users_select",
        ...id,
        max_selected_items: field.max,
        ...(field.values && field.values.length > 0 && { initial_users: [...field.values] }),
      };
    case "channel":
      return {
        type: "conversations_select",
        ...id,
        filter: { include: ["public", "private"], exclude_bot_users: true },
        ...(field.value && { initial_conversation: field.value }),
      };
    default: {
      const never: never = field;
      return never;
    }
  }
}

function toOption({ value, label }: { readonly value: string; readonly label: string }): types.PlainTextOption {
  return { value: shortenForBlock(value, BLOCK_LIMITS.optionValue), text: plain(label, BLOCK_LIMITS.optionText) };
}
