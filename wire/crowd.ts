/** What people can do on any platform. Each act is a request over HTTP, and gives the buttons of what the bot answered. */
import type { Action } from "../src/message/action.ts";
import type { FormContext } from "../src/message/form-context.ts";
import type { EnteredValues } from "../src/message/form-fields.ts";

export type Ask = {
  readonly person: string;
  /** Resolves when what follows the bot's answer was shown. */
  readonly settle: () => Promise<void>;
};
type Line = { readonly line: string; readonly channel?: string };
export type FormEntry = { readonly context: FormContext; readonly values: EnteredValues };

export interface Crowd {
  says(ask: Ask, line: Line): Promise<readonly Action[]>;
  /** `message`: where the button stands; without it on what the bot just answered. */
  presses(ask: Ask, action: Action, message?: string): Promise<readonly Action[]>;
  submits(ask: Ask, entry: FormEntry): Promise<readonly Action[]>;
}
