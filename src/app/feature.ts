/**
 * A feature brings its commands, buttons and forms; together they cover every action and form exactly once. A handler that
 * needs to ask the platform first says so itself, with `lookingUp`.
 */
import type { Platform } from "../core/team.ts";
import type { Action } from "../message/action.ts";
import type { CommandWord } from "../message/command-word.ts";
import type { FormContext } from "../message/form-context.ts";
import type { FormValues } from "../message/form.ts";
import type { TeamCall } from "./call.ts";
import type { Handler } from "./look-up.ts";

/**
 * `all`: anybody of the workspace, no team needed. `viewers`: members and observers of the team. `members`, `leads`:
 * of the team. `programme-leads`: of the workspace.
 */
export type Audience = "all" | "viewers" | "members" | "leads" | "programme-leads";

/** A command that people type: its word, who may run it, and what runs. */
export type Command = {
  readonly word: CommandWord;
  /** Shown in help after the word, as it is typed: `[dimension]`, `off|light|standard`. */
  readonly usage?: string;
  /** How many words may follow; without it as many as `usage` names. */
  readonly takes?: number;
  /** Whom help shows it to first, where others may use it too; without it `who`. */
  readonly meantFor?: Audience;
  /** The one platform that has what it is about: help of the others leaves it out. */
  readonly only?: Platform;
} /** `teamId`: of a button that knows its team. */ & (
  | { readonly who: "all"; readonly run: Handler<[args: readonly string[], teamId?: string]> }
  | { readonly who: "programme-leads"; readonly run: Handler<[args: readonly string[]]> }
  | { readonly who: "viewers" | "members" | "leads"; readonly run: Handler<[args: readonly string[]], TeamCall> }
);

/** Every action by its name, so that a name determines both the handler and what that handler takes. */
export type Actions = { readonly [A in Action as A["act"]]: A };
/** Every form by its name, so that a name determines both the handler and what that handler takes. */
export type FormContexts = { readonly [F in FormContext as F["form"]]: F };

/** Handlers of buttons, by the name of the action. */
export type Presses = { readonly [A in keyof Actions]?: Handler<[action: Actions[A]]> };
/** Handlers that open a form, by the name of the form. */
export type Openings = { readonly [F in keyof FormContexts]?: Handler<[context: FormContexts[F]]> };
/** Handlers that take a submitted form, by the name of the form. */
export type Submissions = {
  readonly [F in keyof FormContexts]?: Handler<[context: FormContexts[F], values: FormValues]>;
};

/** The commands, buttons and forms of one part of the bot. */
export type Feature = {
  readonly commands: readonly Command[];
  readonly presses: Presses;
  readonly openings: Openings;
  readonly submissions: Submissions;
};
