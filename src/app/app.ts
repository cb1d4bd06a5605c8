/** Every command, button and form of every front end lands here, once: one request, one unit of work. */
import { SpeedboatError } from "../core/errors.ts";
import type { Workspace } from "../core/team.ts";
import type { Action } from "../message/action.ts";
import type { FormValues } from "../message/form.ts";
import type { FormContext } from "../message/form-context.ts";
import type { Message } from "../message/message.ts";
import { type Call, localeOf } from "./call.ts";
import { createCommandLine, type Nearly } from "./command-line.ts";
import { spellCommand } from "./command-words.ts";
import type { Feature } from "./feature.ts";
import { mergeFeatures, runOpening, runPress, runSubmission } from "./handlers.ts";
import { answerWith } from "./notices.ts";
import { ensurePerson, keepPerson, lookUpProfiles, profileOf } from "./people.ts";
import type { Profile, World } from "./ports.ts";
import { findNamedPeople } from "./programme/find-people.ts";
import type { Outcome, Request } from "./request.ts";

const MAX_ATTEMPTS = 4;

export interface App {
  /** Commits before it answers. Throws only when the store is down; then nothing was done and the event may come again. */
  handle(request: Request): Promise<Outcome>;
}

export type AppParts = {
  readonly features: readonly Feature[];
  /** What a direct message that is no command becomes, "" where it is files alone; `nearly` is the command that it almost is. */
  readonly onText: (call: Call, text: string, nearly: Nearly | undefined) => Promise<Outcome>;
  readonly home: (call: Call) => Promise<Message>;
};

export function createApp(world: World, parts: AppParts): App {
  const table = mergeFeatures(parts.features);
  const commandLine = createCommandLine(parts.features.flatMap((feature) => feature.commands));

  async function answer(call: Call, request: Request): Promise<Outcome> {
    switch (request.kind) {
      case "command":
        return commandLine.run(call, request.line);
      case "text":
        if (request.hasFiles && request.text.trim() === "") return parts.onText(call, "", undefined);
        return commandLine.isCommand(request.text)
          ? commandLine.run(call, request.text)
          : parts.onText(call, request.text, commandLine.findNearly(call, request.text));
      case "press":
        return press(call, request.action);
      case "submit":
        return submit(call, request.context, request.values);
      case "home":
        return { card: await parts.home(call) };
    }
  }

  async function press(call: Call, action: Action): Promise<Outcome> {
    if (action.act === "command") return commandLine.run(call, action.line, action.teamId);
    if (action.act === "dismiss") return {};
    if (action.act === "open-form") return open(call, action.form);
    return runPress(table.presses, call, action) ?? answerUnknown(call);
  }

  async function open(call: Call, context: FormContext): Promise<Outcome> {
    return runOpening(table.openings, call, context) ?? answerUnknown(call);
  }

  async function submit(call: Call, context: FormContext, values: FormValues): Promise<Outcome> {
    return runSubmission(table.submissions, { call, context, values }) ?? answerUnknown(call);
  }

  async function attempt({ request, profiles, isSenderAsked }: Attempt): Promise<Outcome | typeof STRANGER> {
    const { from } = request;
    return world.storage.work(async (stores) => {
      const work = { stores, world, now: world.clock.now() };
      const workspace = await stores.workspaces.find(from.workspaceId);
      if (!workspace) return {};
      const known = await stores.people.findByAccount(workspace.id, from.platformUserId);
      const isNamed = known !== undefined && known.name !== from.platformUserId;
      if (!isNamed && from.name === undefined && !isSenderAsked) return STRANGER;
      const key = from.eventKey === undefined ? undefined : `${from.workspaceId} ${from.eventKey}`;
      if (key !== undefined && !(await stores.inbox.claim(key, work.now))) return {};
      const profile = profileOf(from, profiles.get(from.platformUserId));
      const person = await keepPerson(work, workspace, { profile, known });
      await introduceAll(work, workspace, profiles);
      const call: Call = { ...work, workspace, person, from, voice: world.voice(localeOf(person, workspace)) };
      const outcome = await answer(call, request);
      // A form with faults had no effect; sent again unchanged it may have one, once somebody else mended them.
      if (outcome.errors && key !== undefined) await stores.inbox.release(key);
      return outcome;
    });
  }

  async function attemptAgain(request: Request, others: Profiles): Promise<Outcome> {
    const profiles = new Map([
      ...others,
      ...(await lookUpProfiles(world, request.from.workspaceId, [request.from.platformUserId])),
    ]);
    const outcome = await repeatLostRaces(() => attempt({ request, profiles, isSenderAsked: true }));
    return outcome === STRANGER ? {} : outcome;
  }

  return {
    async handle(asSent) {
      const { request: found, ...named } = await findNamedPeople(world, asSent);
      const chosen = await lookUpChosenPeople(world, found);
      const request = { ...found, from: { ...found.from, strangers: chosen.strangers } };
      const profiles = new Map([...named.profiles, ...chosen.profiles]);
      const outcome = await repeatLostRaces(() => attempt({ request, profiles, isSenderAsked: false }));
      const answered = outcome === STRANGER ? await attemptAgain(request, profiles) : outcome;
      world.onQueued();
      return answered;
    },
  };
}

type Profiles = ReadonlyMap<string, Profile>;
type Chosen = { readonly profiles: Profiles; readonly strangers: ReadonlyMap<string, string> };
type Attempt = { readonly request: Request; readonly profiles: Profiles; readonly isSenderAsked: boolean };

/** Nothing was done: the platform has to be asked first who the sender is. */
const STRANGER = "stranger";

function answerUnknown(call: Call): Outcome {
  return answerWith(call.voice, "errors.unknown-action", { values: { command: spellCommand(call.workspace, "help") } });
}

async function introduceAll(
  work: Pick<Call, "stores" | "world" | "now">,
  workspace: Workspace,
  profiles: Profiles,
): Promise<void> {
  for (const profile of profiles.values()) await ensurePerson(work, workspace, profile);
}

/** Everybody whom a form names; the network is asked before the transaction. */
async function lookUpChosenPeople(world: World, request: Request): Promise<Chosen> {
  const chosen = request.kind === "submit" ? [...new Set(listNamedPeople(request.values))] : [];
  const { workspaceId } = request.from;
  const profiles = await lookUpProfiles(world, workspaceId, chosen);
  const others = chosen.filter((id) => !profiles.has(id));
  const names = await Promise.all(others.map(async (id) => [id, await world.directory.nameOf?.(workspaceId, id)] as const));
  return { profiles, strangers: new Map(names.flatMap(([id, name]) => (name === undefined ? [] : [[id, name]]))) };
}

/** Form fields that hold people are named for it: `people`, `members`, `leads`, `observers`, `person`. */
function listNamedPeople(values: FormValues): readonly string[] {
  const fields = ["people", "members", "leads", "observers", "person"];
  return fields.flatMap((field) => values[field] ?? []).filter((id) => id !== "");
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
