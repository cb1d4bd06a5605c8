/**
 * A feature brings its commands, buttons and forms; together they cover every action and form exactly once, in one table by
 * the name of the action or the form. A handler that needs to ask the platform first says so itself, with `lookingUp`.
 */
import { isLost, type Platform } from "../core/team.ts";
import type { Action } from "../message/action.ts";
import type { CommandWord } from "../message/command-word.ts";
import type { FormContexts } from "../message/form-context.ts";
import type { FormName } from "../message/form-fields.ts";
import type { FormValues } from "../message/form.ts";
import type { Call, TeamCall } from "./call.ts";
import { answerWith } from "./notices.ts";
import type { World } from "./ports/world.ts";
import type { FormOutcome, Outcome, Place } from "./request.ts";
import { type Audience, AUDIENCES, type COMMAND_AUDIENCES } from "./rights.ts";

/** A command that people type: its word, who may run it by the table of rights, and what runs. */
export type Command = { readonly [W in CommandWord]: CommandOf<W> }[CommandWord];

type CommandOf<W extends CommandWord> = {
  readonly word: W;
  readonly who: (typeof COMMAND_AUDIENCES)[W];
  /** `teamId`: of a button that knows its team, where none has to be chosen first. */
  readonly run: RunFor<(typeof COMMAND_AUDIENCES)[W]>;
  /** Shown in help after the word, as it is typed: `[dimension]`, `off|light|standard`. */
  readonly usage?: string;
  /** How many words may follow; without it as many as `usage` names. */
  readonly takes?: number;
  /** Whom help shows it to first, where others may use it too; without it `who`. */
  readonly meantFor?: Audience;
  /** The one platform that has what it is about: help of the others leaves it out. */
  readonly only?: Platform;
};

type RunFor<A extends Audience> = A extends "all" | "full-accounts" | "reporters"
  ? Handler<[args: readonly string[], teamId?: string]>
  : A extends "overseers"
    ? Handler<[args: readonly string[]]>
    : Handler<[args: readonly string[]], TeamCall>;

/** Every action by its name, so that a name determines both the handler and what that handler takes. */
export type Actions = { readonly [A in Action as A["act"]]: A };

/** Handlers of buttons, by the name of the action. */
export type Presses = { readonly [A in keyof Actions]?: Handler<[action: Actions[A]]> };
/** Handlers that open a form, by the name of the form. */
export type Openings = { readonly [F in FormName]?: Handler<[context: FormContexts[F]]> };
/** Handlers that take a submitted form, by the name of the form. */
export type Submissions = {
  readonly [F in FormName]?: Handler<[context: FormContexts[F], values: FormValues<F>], Call, FormOutcome<F>>;
};

/** The commands, buttons and forms of one part of the bot. */
export type Feature = {
  readonly commands: readonly Command[];
  readonly presses: Presses;
  readonly openings: Openings;
  readonly submissions: Submissions;
};

/** The workspace and the author that a look-up is about, and what it may use. */
export type Asking = {
  readonly world: World;
  readonly workspaceId: string;
  /** Who asks. */
  readonly platformUserId: string;
  readonly place: Place;
  /** The team that a button names. */
  readonly teamId?: string;
  /** The page, from 1, of the command's list that a button asks for. */
  readonly page?: number;
};

/** What is left to do once the platform has answered. It may run again after a lost race, with the same answer. */
export type Ready<C extends Call = Call, O extends Outcome = Outcome> = (call: C) => Promise<O>;

/** A handler that asks the platform first. Only `lookingUp` makes one, so what was found stays typed inside it. */
export type AskingHandler<Args extends readonly unknown[], C extends Call = Call, O extends Outcome = Outcome> = {
  readonly ask: (asking: Asking, ...args: Args) => Promise<Ready<C, O>>;
};

/** A handler, with or without a look-up on the platform before its unit of work. */
export type Handler<Args extends readonly unknown[], C extends Call = Call, O extends Outcome = Outcome> =
  | ((call: C, ...args: Args) => Promise<O>)
  | AskingHandler<Args, C, O>;

/** Combines a look-up and a handler: `run` gets what `lookUp` found for the same arguments. */
export function lookingUp<Args extends readonly unknown[], Found, O extends Outcome, C extends Call = Call>(
  lookUp: (asking: Asking, ...args: Args) => Promise<Found>,
  run: (call: C, found: Found, ...args: Args) => Promise<O>,
): AskingHandler<Args, C, O> {
  return {
    async ask(asking, ...args) {
      const found = await lookUp(asking, ...args);
      return (call) => run(call, found, ...args);
    },
  };
}

/** Does the handler's look-up, if it has one, and returns what is left to run inside the unit of work. */
export async function makeReady<Args extends readonly unknown[], C extends Call, O extends Outcome>(
  handler: Handler<Args, C, O>,
  asking: Asking,
  ...args: Args
): Promise<Ready<C, O>> {
  return typeof handler === "function" ? (call) => handler(call, ...args) : handler.ask(asking, ...args);
}

/** Wraps the handler of a button whose message has nothing left to offer once it was pressed; see `Outcome.settles`. */
export function settling<Args extends readonly unknown[]>(
  run: (call: Call, ...args: Args) => Promise<Outcome>,
): (call: Call, ...args: Args) => Promise<Outcome> {
  return async (call, ...args) => ({ ...(await run(call, ...args)), settles: true });
}

/** The buttons and forms of one or several features. */
export type Handlers = Pick<Feature, "presses" | "openings" | "submissions">;

/** Merges the handlers of several features. If two handle the same action or form, the later one wins. */
export function mergeFeatures(features: readonly Feature[]): Handlers {
  const none: Handlers = { presses: {}, openings: {}, submissions: {} };
  return features.reduce(
    (all, { presses, openings, submissions }) => ({
      presses: { ...all.presses, ...presses },
      openings: { ...all.openings, ...openings },
      submissions: { ...all.submissions, ...submissions },
    }),
    none,
  );
}

/** Prepares the handler of a button. Returns undefined when no feature handles the action. */
export function readyPress<A extends keyof Actions>(
  presses: Presses,
  asking: Asking,
  action: Actions[A] & { readonly act: A },
): Promise<Ready> | undefined {
  const handler = presses[action.act];
  return handler && makeReady(handler, asking, action);
}

/** Prepares the handler that opens a form. Returns undefined when no feature opens it. */
export function readyOpening<F extends FormName>(
  openings: Openings,
  asking: Asking,
  context: FormContexts[F] & { readonly form: F },
): Promise<Ready> | undefined {
  const handler = openings[context.form];
  return handler && makeReady(handler, asking, context);
}

/** Prepares the handler of a submitted form. Returns undefined when no feature takes it. */
export function readySubmission<F extends FormName>(
  submissions: Submissions,
  asking: Asking,
  { context, values }: { readonly context: FormContexts[F] & { readonly form: F }; readonly values: FormValues<F> },
): Promise<Ready<Call, FormOutcome<F>>> | undefined {
  const handler = submissions[context.form];
  return handler && makeReady(handler, asking, context, values);
}

/** The platform has to be asked first what the author's account is; nothing was done. */
export class UnknownKindError extends Error {
  constructor() {
    super("the kind of the account is not known yet");
    this.name = "UnknownKindError";
  }
}

/**
 * Returns the handler behind a check of the author's account, where the audience asks for a full one. A guest is refused by the
 * name of what they tried; where the platform has not been asked yet, it throws an `UnknownKindError`. An account whose kind the
 * platform did not tell even then passes.
 */
export function forFullAccounts<O extends FormOutcome>(
  { audience, nameCommand }: { readonly audience: Audience; readonly nameCommand: () => string },
  run: Ready<Call, O>,
): Ready<Call, O | Outcome> {
  if (AUDIENCES[audience].guests) return run;
  return async (call) => {
    const { kind, isAsked } = call.account;
    if (kind === undefined && !isAsked) throw new UnknownKindError();
    const values = { command: nameCommand(), workspace: call.workspace.name };
    // Whether a closed account is open again could not be asked.
    if (isLost(call.person)) return answerWith(call.voice, call.voice.runs("errors.kind-unknown", values), { tone: "warning" });
    if (kind !== "guest") return run(call);
    return answerWith(call.voice, call.voice.runs("errors.guests", values), { tone: "warning" });
  };
}
