/** Reads what somebody entered into a modal as the values of the form. */
import { z } from "zod";
import { type FormContext, formContextSchema } from "../../message/form-context.ts";
import type { EnteredValues } from "../../message/form-fields.ts";

const option = z.object({ value: z.string() });
const entered = z.looseObject({
  type: z.string(),
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_user: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  selected_channel: z.string().nullish(),
});
const stateSchema = z.record(z.string(), z.record(z.string(), entered));
type Entered = z.infer<typeof entered>;

/** Returns the values by field id; an empty field is an empty text or list. Throws on a state that Slack does not send. */
export function parseViewState(values: unknown): EnteredValues {
  const blocks = stateSchema.parse(values);
  return Object.fromEntries(
    Object.entries(blocks).flatMap(([id, actions]) => Object.values(actions).map((input) => [id, toValue(input)] as const)),
  );
}

/** Returns the context of one of our forms; undefined for anything else. */
export function parseFormContext(metadata: unknown): FormContext | undefined {
  if (typeof metadata !== "string") return undefined;
  try {
    return formContextSchema.safeParse(JSON.parse(metadata)).data;
  } catch {
    return undefined;
  }
}

function toValue(input: Entered): string | readonly string[] {
  switch (input.type) {
    case "checkboxes":
      return input.selected_options?.some(({ value }) => value === "true") ? "true" : "false";
    case "multi_static_select":
      return input.selected_options?.map(({ value }) => value) ?? [];
    case "multi_users_select":
      return input.selected_users ?? [];
    case "static_select":
      return input.selected_option?.value ?? "";
    case "datepicker":
      return input.selected_date ?? "";
    case "timepicker":
      return input.selected_time ?? "";
    case "conversations_select":
      return input.selected_conversation ?? "";
    default:
      return input.value ?? "";
  }
}
