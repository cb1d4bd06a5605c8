/** Reads what a card returns when one of its buttons is pressed, in whichever way the host does it. */
import { z } from "zod";
import { type Action, parseAction } from "../../message/action.ts";
import { type FilledForm, parseFilledForm } from "../../message/filled-form.ts";
import { type FormContext, formContextSchema } from "../../message/form-context.ts";
import { DATA_KEY } from "../card/actions.ts";
import { readInputs } from "../card/to-form-card.ts";

/** What a press on a card means. */
export type Pressed =
  | { readonly kind: "press"; readonly action: Action }
  | ({ readonly kind: "submit" } & FilledForm)
  | { readonly kind: "cancel"; readonly context: FormContext }
  | { readonly kind: "refresh"; readonly checkInId: string };

const id = z.string().min(1).max(80);
const ownSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("press"), action: z.string().max(4_000) }),
  z.object({ kind: z.literal("submit"), context: formContextSchema, lists: z.array(id).max(20) }),
  z.object({ kind: z.literal("cancel"), context: formContextSchema }),
  z.object({ kind: z.literal("refresh"), checkInId: id }),
]);
const dataSchema = z.looseObject({ [DATA_KEY]: ownSchema });
const invokeSchema = z.object({ action: z.object({ data: z.unknown().optional() }) });

/** Reads the data of an action; undefined when it is not ours or was changed. */
export function parsePressed(data: unknown): Pressed | undefined {
  const parsed = dataSchema.safeParse(data).data;
  const own = ownSchema.safeParse(parsed?.[DATA_KEY]).data;
  if (!parsed || !own) return undefined;
  switch (own.kind) {
    case "press": {
      const action = parseAction(own.action);
      return action && { kind: "press", action };
    }
    case "submit":
      return { kind: "submit", ...parseFilledForm(own.context, readInputs(parsed, own.lists)) };
    case "cancel":
    case "refresh":
      return own;
  }
}

/** Reads the value of an `adaptiveCard/action` invoke; undefined when it is not ours or was changed. */
export function parseInvoked(value: unknown): Pressed | undefined {
  return parsePressed(invokeSchema.safeParse(value).data?.action.data);
}
