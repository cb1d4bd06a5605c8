/**
 * The questions that a team should talk about or look at again, as everybody in it may see them. Adding up a large team takes
 * long, so that its topics are read beside the program before a unit of work needs them, and hold for a while.
 */
import Fraction from "fraction.js";
import type { MaskedStanding } from "../../core/standing/masked-standing.ts";
import type { Team } from "../../core/team.ts";
import { type Instant, MINUTE_MS } from "../../core/time.ts";
import type { Work } from "../call.ts";
import type { TeamTopics } from "../ports/team-reader.ts";
import type { World } from "../ports/world.ts";
import { isLargeTeam } from "../standing/large-team.ts";
import { countStanding, loadRoster, type TeamRoster } from "../standing/load-standing.ts";

/** Below the score that the gate asks of a section. */
const WEAK_BELOW = new Fraction(2, 3);
const HOLD_MS = 10 * MINUTE_MS;
const MOST_TEAMS = 200;

type Learned = { readonly topics: TeamTopics; readonly at: Instant };

const learned = new WeakMap<World, Map<string, Learned>>();

/** Lists the questions that are split and those that are weak, only where their ratings may be shown to everybody in the team. */
export function listTopics(masked: MaskedStanding): TeamTopics {
  const questions = masked.dimensions.flatMap((dimension) => dimension.sections.flatMap((section) => section.questions));
  const shown = questions.flatMap(({ questionId, figures }) => (figures.shown ? [{ questionId, figures }] : []));
  return {
    splits: shown.filter(({ figures }) => figures.split).map(({ questionId }) => questionId),
    weak: shown.filter(({ figures }) => figures.score?.lt(WEAK_BELOW) ?? false).map(({ questionId }) => questionId),
  };
}

/** Reads a large team's topics, unless they were read in the last ten minutes. Call it outside a unit of work. */
export async function learnTopics(world: World, teamId: string): Promise<void> {
  const now = world.clock.now();
  if (!world.teamReader || recall(world, teamId, now)) return;
  if (!(await world.storage.work(({ memberships }) => isLargeTeam(memberships, teamId)))) return;
  const topics = await world.teamReader.topics({ teamId, now });
  if (!topics) return;
  const known = learned.get(world) ?? new Map<string, Learned>();
  if (known.size >= MOST_TEAMS) known.clear();
  learned.set(world, known.set(teamId, { topics, at: now }));
}

/** Loads the team's roster and topics: topics that were learned in the last ten minutes, otherwise counted from its answers now. */
export async function loadTopics(work: Work, team: Team): Promise<TeamRoster & { readonly topics: TeamTopics }> {
  const topics = recall(work.world, team.id, work.now);
  if (topics) return { ...(await loadRoster(work, team, work.now)), topics };
  const counted = await countStanding(work, { team, at: work.now });
  return { ...counted, topics: listTopics(counted.masked) };
}

function recall(world: World, teamId: string, now: Instant): TeamTopics | undefined {
  const known = learned.get(world)?.get(teamId);
  return known && Math.abs(now - known.at) < HOLD_MS ? known.topics : undefined;
}
