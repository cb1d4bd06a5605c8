/**
 * Handles every command, button and form of every front end: one request, one unit of work. A request that fails is written
 * down once, by its kind and never by its words.
 */
import { SpeedboatError } from "../core/errors.ts";
import { type AccountKind, isLost, type Workspace } from "../core/team.ts";
import type { Action } from "../message/action.ts";
import { parseTypedLine } from "../message/command-word.ts";
import type { FormContext } from "../message/form-context.ts";
import type { Message } from "../message/message.ts";
import { withoutMarks } from "../message/person-names.ts";
import { spellCommand } from "../message/slash-command.ts";
import { type Call, localeOf } from "./call.ts";
import type { CommandBudget } from "./commands/command-budget.ts";
import { createCommandLine, type Nearly } from "./commands/command-line.ts";
import { isBare } from "./commands/command-words.ts";
import {
  type Feature,
  type Asking,
  type Ready,
  forFullAccounts,
  mergeFeatures,
  readyOpening,
  readyPress,
  readySubmission,
  UnknownKindError,
} from "./feature.ts";
import { nameCommandOf, nameCommandOfForm } from "./full-accounts.ts";
import { keepPerson, profileOf, namePeopleOfOutcome } from "./known-people.ts";
import { answerWith } from "./notices.ts";
import type { Profile } from "./ports/directory.ts";
import type { Log } from "./ports/log.ts";
import { reportTrouble, type UnderWayThen } from "./ports/report-trouble.ts";
import type { Stores, World } from "./ports/world.ts";
import { routeAnswer } from "./posting.ts";
import type { App, FormOutcome, Outcome, Request, Author } from "./request.ts";
import { FORM_AUDIENCES, PRESS_AUDIENCES } from "./rights.ts";
import { actingForPlatform, withAudit } from "./with-audit.ts";

const MAX_ATTEMPTS = 4;

/** What the app consists of: its features, what becomes of free text, and how a person's home is built. */
export type AppParts = {
  readonly features: readonly Feature[];
  /** What a direct message that is no command becomes, "" where it is files alone; `nearly` is the command that it almost is. */
  readonly onText: (call: Call, text: string, nearly: Nearly | undefined) => Promise<Outcome>;
  readonly home: (call: Call) => Promise<Message>;
  /** What somebody is told who types the slash command alone. */
  readonly waiting: (call: Call) => Promise<Message>;
  /** Without it everybody may ask for as many commands as they like. */
  readonly budget?: CommandBudget;
};

/** Creates the app over the world and these features. A person who is not known yet is looked up on their platform first. */
export function createApp(world: World, parts: AppParts): App {
  const table = mergeFeatures(parts.features);
  const words = new Set<string>(parts.features.flatMap(({ commands }) => commands.map(({ word }) => word)));
  const commandLine = createCommandLine(
    parts.features.flatMap((feature) => feature.commands),
    world.voice("en").vocabulary.commands,
  );

  /** The typed line of the command that the request runs; undefined where it runs none. */
  function lineOf(request: Request): string | undefined {
    if (request.kind === "command") return request.line;
    if (request.kind === "text") return commandLine.isCommand(request.text) ? request.text : undefined;
    return request.kind === "press" && request.action.act === "command" ? request.action.line : undefined;
  }

  /** What is beyond a budget is not begun: the answer says when it may be, and brings the command again. */
  function refuseBeyondBudget(request: Request): Ready | undefined {
    const line = lineOf(request);
    if (line === undefined || !parts.budget) return undefined;
    const { workspaceId, platformUserId } = request.from;
    const seconds = parts.budget.spend({ workspaceId, platformUserId, word: commandLine.wordOf(line) });
    if (seconds === undefined) return undefined;
    const teamId = request.kind === "press" && request.action.act === "command" ? request.action.teamId : undefined;
    const action = { act: "command", line: parseTypedLine(line), ...(teamId !== undefined && { teamId }) } as const;
    return async ({ voice }) =>
      answerWith(voice, voice.runs("errors.too-many-commands", { seconds }), {
        buttons: [{ label: voice.say("commands.button.again"), action }],
      });
  }

  /** Asks the platform what the request's handler wants to know of it; nothing waits for the network inside the unit of work. */
  async function prepare(request: Request): Promise<Ready<Call, FormOutcome>> {
    const { workspaceId, platformUserId, place } = request.from;
    const asking: Asking = { world, workspaceId, platformUserId, place };
    switch (request.kind) {
      case "command":
        return isBare(request.line) ? showWaiting : commandLine.makeReady(asking, request.line);
      case "text":
        return prepareText(asking, request);
      case "press":
        return preparePress(asking, request.action);
      case "submit":
        return guardForm(request.context, await (readySubmission(table.submissions, asking, request) ?? answerUnknown));
      case "home":
        return async (call) => ({ card: await parts.home(call) });
    }
  }

  const showWaiting: Ready = async (call) => ({ notice: await parts.waiting(call) });

  async function prepareText(asking: Asking, { text, hasFiles }: Extract<Request, { kind: "text" }>): Promise<Ready> {
    if (hasFiles && text.trim() === "") return (call) => parts.onText(call, "", undefined);
    if (isBare(text)) return showWaiting;
    if (commandLine.isCommand(text) || (await commandLine.namesTeam(asking, text))) return commandLine.makeReady(asking, text);
    return (call) => parts.onText(call, text, commandLine.findNearly(call, text));
  }

  /** A page that was asked for takes the place of the one that was pressed. */
  async function prepareCommand(asking: Asking, { line, teamId, page }: Extract<Action, { act: "command" }>): Promise<Ready> {
    if (page === undefined) return commandLine.makeReady(asking, line, teamId);
    const run = await commandLine.makeReady({ ...asking, page }, line, teamId);
    return async (call) => ({ ...(await run({ ...call, page })), settles: true });
  }

  async function preparePress(asking: Asking, action: Action): Promise<Ready> {
    if (action.act === "command") return prepareCommand(asking, action);
    if (action.act === "dismiss") return async () => ({ settles: true });
    if (action.act === "open-form")
      return guardForm(action.form, await (readyOpening(table.openings, asking, action.form) ?? answerUnknown));
    const run = await (readyPress(table.presses, asking, action) ?? answerUnknown);
    return forFullAccounts({ audience: PRESS_AUDIENCES[action.act], nameCommand: () => nameCommandOf(action.act) }, run);
  }

  async function attempt({ from, through, answer, sender }: Attempt): Promise<FormOutcome | typeof STRANGER> {
    return world.storage.work(async (stores) => {
      const work = { stores, world, now: world.clock.now() };
      const workspace = await stores.workspaces.find(from.workspaceId);
      if (!workspace) return {};
      const known = await stores.people.findByAccount(workspace.id, from.platformUserId);
      if (!known && (await isLate(stores, from))) return {};
      const isNamed = known !== undefined && known.name !== from.platformUserId && !isLost(known);
      if (!isNamed && from.name === undefined && sender === "not-asked") return STRANGER;
      if (sender === undefined && world.directory.isNobody?.(workspace.id, from.platformUserId))
        return refuseNobody(world, workspace);
      const key = from.eventKey === undefined ? undefined : `${from.workspaceId} ${from.eventKey}`;
      if (key !== undefined && !(await stores.inbox.claim(key, work.now))) return {};
      const profile = profileOf(from, sender === "not-asked" ? undefined : sender);
      const isTold = from.name !== undefined || typeof sender === "object";
      const person =
        known && isLost(known) && !isTold
          ? known
          : await keepPerson(withAudit(work, actingForPlatform("met")), workspace, { profile, known });
      const account = { kind: await kindOf(work, workspace, from.platformUserId), isAsked: sender !== "not-asked" };
      const acting = { by: { kind: "person", personId: person.id }, through } as const;
      const call: Call = withAudit(
        { ...work, askedBy: person.id, workspace, person, from, account, voice: world.voice(localeOf(person, workspace)) },
        acting,
      );
      const outcome = await namePeopleOfOutcome(work, await routeAnswer(call, await answer(call)), call.voice.locale);
      // A form with errors had no effect. Sent again unchanged, it may have one if somebody fixed their cause meanwhile.
      if (outcome.errors && key !== undefined) await stores.inbox.release(key);
      return outcome;
    });
  }

  return {
    async handle(given) {
      const request = withoutMarks(given);
      const { from } = request;
      const asked = {
        from,
        through: nameRequest(request, words) ?? request.kind,
        answer: refuseBeyondBudget(request) ?? (await prepare(request)),
      };
      const first = await repeatLostRaces(() => attempt({ ...asked, sender: "not-asked" })).catch((cause: unknown) => {
        if (cause instanceof UnknownKindError) return STRANGER;
        throw cause;
      });
      const outcome = first === STRANGER ? await introduceFirst(asked) : first;
      world.onQueued();
      if (outcome.begins === "export") world.onExport?.();
      return outcome;
    },
  };

  async function introduceFirst(asked: Omit<Attempt, "sender">): Promise<FormOutcome> {
    const { workspaceId, platformUserId, place } = asked.from;
    const sender = await world.directory.profile(
      workspaceId,
      platformUserId,
      ...(place.in === "channel" ? [place.channelId] : []),
    );
    const outcome = await repeatLostRaces(() => attempt({ ...asked, sender }));
    return outcome === STRANGER ? {} : outcome;
  }
}

/** The playground has no guests. */
async function kindOf({ stores }: Pick<Call, "stores">, workspace: Workspace, userId: string): Promise<AccountKind | undefined> {
  if (workspace.platform === "playground") return "full";
  return (await stores.people.findAccount(workspace.id, userId))?.kind;
}

/** Without a team, the form that sets one up is for every full account; with one, for its leads. */
function guardForm<O extends FormOutcome>(context: FormContext, run: Ready<Call, O>): Ready<Call, O | Outcome> {
  const { form } = context;
  const audience = form === "setup" && context.teamId !== undefined ? "leads" : FORM_AUDIENCES[form];
  return forFullAccounts({ audience, nameCommand: () => nameCommandOfForm(form) }, run);
}

type Attempt = {
  readonly from: Author;
  /** The request's name, for the audit log. */
  readonly through: string;
  readonly answer: Ready<Call, FormOutcome>;
  /** The platform's profile of the author; undefined when it knows nobody by that id. */
  readonly sender: Profile | undefined | "not-asked";
};

/** Nothing was done: the platform has to be asked first who the sender is. */
const STRANGER = "stranger" as const;

/** An event from before its author was forgotten. */
async function isLate({ people }: Stores, { workspaceId, platformUserId, sentAt }: Author): Promise<boolean> {
  if (sentAt === undefined) return false;
  const forgottenAt = await people.forgottenAt(workspaceId, platformUserId);
  return forgottenAt !== undefined && sentAt <= forgottenAt;
}

/** An app, or an account that is closed: nothing is stored of it. */
function refuseNobody({ voice }: World, { locale, name }: Workspace): Outcome {
  return answerWith(voice(locale), voice(locale).runs("errors.nobody", { workspace: name }), { tone: "warning" });
}

async function answerUnknown(call: Call): Promise<Outcome> {
  return answerWith(call.voice, call.voice.runs("errors.unknown-action", { command: spellCommand(call.workspace, "help") }));
}

async function repeatLostRaces<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (cause) {
      const lost = cause instanceof SpeedboatError && cause.code === "lost-race";
      if (!lost || tries >= MAX_ATTEMPTS) throw cause;
    }
  }
}

/** Returns the same use cases; what they throw is reported to the log with the request's kind, and thrown on. */
export function reportRequests(app: App, { log, features }: { readonly log: Log; readonly features: readonly Feature[] }): App {
  const words = new Set<string>(features.flatMap(({ commands }) => commands.map(({ word }) => word)));
  return {
    async handle(request) {
      try {
        return await app.handle(request);
      } catch (cause) {
        reportTrouble(log, cause, describeRequest(request, words));
        throw cause;
      }
    },
  };
}

function describeRequest(request: Request, words: ReadonlySet<string>): UnderWayThen {
  return { event: request.kind, name: nameRequest(request, words), workspaceId: request.from.workspaceId };
}

/**
 * Returns the command, action or form of a request by its name, for the log and the audit log. Of what somebody typed, only one
 * of the `words` of the table of commands is told; undefined where there is none.
 */
function nameRequest(request: Request, words: ReadonlySet<string>): string | undefined {
  switch (request.kind) {
    case "command":
      return commandIn(request.line, words);
    case "text":
      return commandIn(request.text, words);
    case "press":
      return nameOfPress(request.action, words);
    case "submit":
      return request.context.form;
    case "home":
      return undefined;
    default: {
      const never: never = request;
      return never;
    }
  }
}

function nameOfPress(action: Extract<Request, { kind: "press" }>["action"], words: ReadonlySet<string>): string {
  if (action.act === "command") return ["command", commandIn(action.line, words)].filter(Boolean).join(" ");
  if (action.act === "open-form") return `open-form ${action.form.form}`;
  return action.act === "walk" ? `walk ${action.event.do}` : action.act;
}

function commandIn(line: string, words: ReadonlySet<string>): string | undefined {
  const [first = "", second = ""] = line.trim().toLowerCase().split(/\s+/, 2);
  return [`${first} ${second}`, first].find((word) => words.has(word));
}
