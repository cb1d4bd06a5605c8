/** The buttons of a rendered message, as the actions that they carry: in Slack a button's value, in Teams a card's data. */

import { walk } from "../fakes/json.ts";
import { type Action, parseAction } from "../src/message/action.ts";

const MARK = '{"act":"';

/** In their order; one that stands twice (an action and its fallback) is listed once. */
export function listActions(rendered: unknown): readonly Action[] {
  const found = new Map<string, Action>();
  walk(rendered, (_key, text) => {
    if (!text.startsWith(MARK) || found.has(text)) return;
    const action = parseAction(text);
    if (action) found.set(text, action);
  });
  return [...found.values()];
}

export function findAction<A extends Action["act"]>(
  actions: readonly Action[],
  act: A,
): Extract<Action, { readonly act: A }> | undefined {
  const isWanted = (action: Action): action is Extract<Action, { readonly act: A }> => action.act === act;
  return actions.find(isWanted);
}
