/**
 * The `status` command: where the team stands now, shown to its author alone; leads also see whom the latest round reached.
 */
import { countFollowThrough } from "../../core/next-steps/count-steps.ts";
import type { Round, Turn } from "../../core/schedule/round.ts";
import type { Person } from "../../core/team.ts";
import { markName } from "../../message/person-names.ts";
import type { RoundReach } from "../../message/screens/standing/round-reach-screen.ts";
import { buildStatus } from "../../message/screens/standing/status-screen.ts";
import type { TeamCall } from "../call.ts";
import type { Outcome } from "../request.ts";
import { loadStandingOf } from "./load-standing.ts";
import { changeOfWhole, type LoadedStanding, maskStoredFor, tracePath } from "./loaded-standing.ts";
import { listSaid } from "./said.ts";

/** Shows the team's standing, the gate, its path and, to leads, whom the latest round reached. */
export async function showStatus(call: TeamCall): Promise<Outcome> {
  const { team, voice, membership } = call;
  const loaded = await loadStandingOf(call, { team, at: call.now });
  const change = changeOfWhole(loaded);
  const message = buildStatus(voice, {
    teamId: team.id,
    teamName: team.name,
    privacy: team.privacy,
    catalogue: loaded.catalogue,
    standing: loaded.masked,
    ...(loaded.before && { before: maskStoredFor(loaded, loaded.before) }),
    ...(change && { change }),
    moment: voice.date(call.now, team.schedule.zone),
    zone: team.schedule.zone,
    gate: { met: loaded.gate.metCount, total: loaded.gate.total },
    path: tracePath(voice, loaded, voice.say("standing.trend.now")),
    asked: membership.kind === "member",
    ...(membership.lead && { forLead: await gatherForLead(call, loaded) }),
    said: await listSaid(call, loaded),
  });
  return { notice: message };
}

async function gatherForLead(call: TeamCall, { steps }: LoadedStanding) {
  const reach = await loadRoundReach(call);
  const nudgesSent = await call.stores.nudges.countOfTeam(call.team.id);
  return { ...(reach && { reach }), followThrough: countFollowThrough({ steps, nudgesSent }) };
}

/** Returns whom the latest round reached; undefined before the first round. */
async function loadRoundReach(call: TeamCall): Promise<RoundReach | undefined> {
  const { stores, team, voice } = call;
  const round = await stores.rounds.latest(team.id);
  if (!round) return undefined;
  const turns = await stores.turns.listOfRound(round.id);
  const people = await stores.people.findMany(turns.map(({ personId }) => personId));
  const { zone } = team.schedule;
  return {
    number: round.number,
    status: round.status,
    opened: voice.dateTime(round.opensAt, zone),
    closes: voice.dateTime(round.closesAt, zone),
    ...sortTurns(turns, new Map(people.map((person) => [person.id, person])), round),
  };
}

type Sorted = Omit<RoundReach, "number" | "status" | "opened" | "closes">;

function sortTurns(turns: readonly Turn[], people: ReadonlyMap<string, Person>, round: Round): Sorted {
  const named = turns
    .map((turn) => ({ turn, person: people.get(turn.personId) }))
    .flatMap(({ turn, person }) => (person ? [{ turn, person }] : []))
    .sort((left, right) => (left.person.name < right.person.name ? -1 : 1));
  const namesWhere = (test: (turn: Turn) => boolean) =>
    named.filter(({ turn }) => test(turn)).map(({ person }) => markName(person));
  return {
    finished: named.filter(({ turn }) => turn.state === "finished").length,
    reached: namesWhere(({ state }) => state === "asked" || state === "finished" || state === "expired"),
    nothingToAsk: namesWhere(({ state }) => state === "nothing-to-ask"),
    waiting: round.status === "open" ? namesWhere(({ state }) => state === "due") : [],
    excused: named.flatMap(({ turn, person }) => {
      const because = turn.state === "missed" ? "missed" : turn.state === "excused" ? turn.excuse : undefined;
      return because === undefined || because === "unreachable" ? [] : [{ name: markName(person), because }];
    }),
    unreachable: named.flatMap(({ turn, person }) => {
      const lost = person.unreachable !== undefined || (turn.state === "excused" && turn.excuse === "unreachable");
      const code = person.unreachableCode;
      return lost
        ? [{ name: markName(person), because: person.unreachable ?? "not-installed", ...(code !== undefined && { code }) }]
        : [];
    }),
  };
}
