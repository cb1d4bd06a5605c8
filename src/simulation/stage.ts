/** Plays teams on a bot with a clock of its own. Everything happens as it does for people, from one due time to the next. */
import { buildPerson } from "../app/new-people.ts";
import type { Clock } from "../app/ports/clock.ts";
import type { Bot } from "../bot/bot-parts.ts";
import type { Catalogue } from "../core/catalogue/catalogue.ts";
import type { Locale } from "../core/locale.ts";
import type { Team, Workspace } from "../core/team.ts";
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "../core/time.ts";
import { type Actor, createActor } from "./actor.ts";
import { CAST, type Character, type Course } from "./cast.ts";
import type { Chance } from "./chance.ts";
import type { PlannedAct } from "./planned-act.ts";
import { createPlay } from "./play.ts";
import type { Letter, PostBox } from "./post-box.ts";

/** A clock that the simulation moves, and that never goes back. */
export type StageClock = Clock & { set(at: Instant): void; pass(ms: number): void };

/** Returns a clock that stands at `start` until it is moved. Setting it to an earlier instant does nothing. */
export function createStageClock(start: Instant): StageClock {
  let now = start;
  return {
    now: () => now,
    set(at) {
      now = Math.max(now, at);
    },
    pass(ms) {
      now += ms;
    },
  };
}

/** A team to play. */
export type TeamPlan = { readonly name: string; readonly channelId: string; readonly course: Course; readonly locale: Locale };

/** A bot and the teams to play on it. */
export type StageParts = {
  readonly bot: Bot;
  readonly clock: StageClock;
  readonly postBox: PostBox;
  readonly workspace: Workspace;
  readonly catalogue: Catalogue;
  readonly teams: readonly TeamPlan[];
  /** The Monday, 00:00 UTC, on which the first week begins; set-up is done three days before. */
  readonly start: Instant;
  readonly weeks: number;
  readonly chance: Chance;
  readonly onEvent?: (event: StageEvent) => void;
};

/** Something that happened: a message that was sent, or what a character did. */
export type StageEvent =
  | { readonly kind: "sent"; readonly letter: Letter }
  | { readonly kind: "act"; readonly at: Instant; readonly who: string; readonly team: string; readonly what: string };

/** A team that was set up, with its actors. */
export type StagedTeam = { readonly plan: TeamPlan; readonly team: Team; readonly actors: readonly Actor[] };

/** Sets the teams up and plays their weeks, from one due time to the next. Returns the teams as they were set up. */
export async function playTeams(parts: StageParts): Promise<readonly StagedTeam[]> {
  const { clock, start, weeks } = parts;
  clock.set(start - 3 * DAY_MS + 12 * HOUR_MS);
  const staged: StagedTeam[] = [];
  for (const plan of parts.teams) staged.push(await setUp(parts, plan));
  await run(parts, staged, start + weeks * 7 * DAY_MS);
  return staged;
}

/** Adds every character to the workspace and has the lead fill in the form for a new team. Throws when the form was refused. */
export async function setUp(
  { bot, workspace, clock }: Pick<StageParts, "bot" | "workspace" | "clock">,
  plan: TeamPlan,
): Promise<StagedTeam> {
  const actors: Actor[] = [];
  for (const character of CAST) actors.push(await addActor(bot, workspace, character));
  const [lead, ...others] = actors;
  if (!lead) throw new RangeError("a team needs somebody");
  await lead.submits(
    { form: "setup", channelId: plan.channelId },
    {
      name: plan.name,
      channel: plan.channelId,
      members: others.map(({ personId }) => personId),
      leads: [],
      observers: [],
      cadence: "week",
      weekday: "1",
      time: "09:00",
      zone: lead.character.zone,
      zoneMode: "own",
      windowHours: "48",
      questions: "5",
      locale: plan.locale,
      privacy: "private",
    },
  );
  const team = await bot.world.storage.work((stores) => stores.teams.findByChannel(workspace.id, plan.channelId));
  if (!team) throw new Error(`the team ${plan.name} was not set up at ${clock.now()}`);
  for (const actor of actors) {
    await lead.submits(
      { form: "roles", teamId: team.id, personId: actor.personId, revision: team.revision },
      { roles: [...actor.character.roles] },
    );
  }
  return { plan, team, actors };
}

async function addActor(bot: Bot, workspace: Workspace, character: Character): Promise<Actor> {
  const { storage, ids } = bot.world;
  const id = ids.next();
  const person = buildPerson(id, workspace, character);
  await storage.work(async (stores) => {
    await stores.people.save(person);
    await stores.people.saveAccount({ workspaceId: workspace.id, platformUserId: id, personId: id });
  });
  return createActor(bot.app, { character, personId: id, workspaceId: workspace.id });
}

type Planned = PlannedAct & { readonly team: string };

async function run(parts: StageParts, staged: readonly StagedTeam[], end: Instant): Promise<void> {
  const { bot, clock, postBox, catalogue, chance, start, onEvent } = parts;
  const plays = staged.map(({ plan, team, actors }) => ({
    name: plan.name,
    play: createPlay({
      teamId: team.id,
      course: plan.course,
      locale: plan.locale,
      actors,
      catalogue,
      start,
      chance: (...about) => chance(plan.name, ...about),
      clock,
    }),
  }));
  const acts: Planned[] = plays.flatMap(({ name, play }) => play.plot.map((act) => ({ ...act, team: name })));
  let read = 0;
  for (;;) {
    acts.sort((left, right) => left.at - right.at);
    const next = Math.min((await bot.nextDueAt()) ?? end, acts[0]?.at ?? end);
    if (next >= end) return;
    clock.set(next);
    if (acts[0] && acts[0].at <= clock.now()) {
      const [act] = acts.splice(0, 1);
      if (act) onEvent?.({ kind: "act", at: clock.now(), who: act.who, team: act.team, what: act.what });
      await act?.run();
    }
    await bot.tick();
    const fresh = postBox.letters.slice(read);
    read = postBox.letters.length;
    for (const letter of fresh) {
      onEvent?.({ kind: "sent", letter });
      for (const { name, play } of plays) acts.push(...play.reactTo(letter).map((act) => ({ ...act, team: name })));
    }
    if (fresh.length === 0 && ((await bot.nextDueAt()) ?? end) <= clock.now()) clock.pass(MINUTE_MS);
  }
}
