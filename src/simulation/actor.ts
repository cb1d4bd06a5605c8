/** A character who uses the bot as people do: by commands, presses and forms. */
import type { App, FormOutcome, Outcome } from "../app/request.ts";
import type { Action } from "../message/action.ts";
import { parseFilledForm } from "../message/filled-form.ts";
import type { FormContexts } from "../message/form-context.ts";
import type { FormName } from "../message/form-fields.ts";
import type { FormValues } from "../message/form.ts";
import type { Button, Element, Message } from "../message/message.ts";
import type { Character } from "./cast.ts";

/** A character who uses the bot by commands, presses and forms, as people do. */
export type Actor = {
  readonly character: Character;
  readonly personId: string;
  says(line: string): Promise<Outcome>;
  presses(action: Action): Promise<Outcome>;
  submits<F extends FormName>(context: FormContexts[F] & { readonly form: F }, values: FormValues<F>): Promise<FormOutcome>;
};

/** Returns an actor whose commands, presses and forms go to the app as direct messages of that person. */
export function createActor(
  app: App,
  who: { readonly character: Character; readonly personId: string; readonly workspaceId: string },
): Actor {
  const { character, personId, workspaceId } = who;
  const from = { workspaceId, platformUserId: personId, place: { in: "direct" as const } };
  return {
    character,
    personId,
    says: (line) => app.handle({ kind: "command", from, line }),
    presses: (action) => app.handle({ kind: "press", from, action }),
    submits: (context, values) => app.handle({ kind: "submit", from, ...parseFilledForm(context, values) }),
  };
}

/** Returns every button of a message, including those of its folds and its worded answers. */
export function listButtons(message: Message | undefined): readonly Pick<Button, "label" | "action">[] {
  return (message?.elements ?? []).flatMap(buttonsOf);
}

function buttonsOf(element: Element): readonly Pick<Button, "label" | "action">[] {
  if (element.kind === "buttons") return element.buttons;
  if (element.kind === "choices") return element.items;
  return element.kind === "fold" ? element.elements.flatMap(buttonsOf) : [];
}

/** Returns the first action of this kind that the message offers, or undefined. */
export function findAction<A extends Action["act"]>(
  message: Message | undefined,
  act: A,
): Extract<Action, { act: A }> | undefined {
  const isWanted = (action: Action): action is Extract<Action, { act: A }> => action.act === act;
  return listButtons(message)
    .map(({ action }) => action)
    .find(isWanted);
}
