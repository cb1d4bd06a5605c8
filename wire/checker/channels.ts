/** What channels were shown: each digest once and in working hours, and nobody named who did not put themselves forward. */
import { CAST } from "../../src/simulation/cast.ts";
import { DAY_MS, listHomes, type Plan, type TeamPlan } from "../plan.ts";
import { isAllowed, listSlots, listTurns } from "./calendar.ts";
import { anchorOf, type Digest, type Evidence, group } from "./evidence.ts";
import { createTally, type Row, sayAt } from "./row.ts";

const NAMES = CAST.map(({ name }) => name).join("|");
const NAME = new RegExp(`(?:${NAMES})-\\d{5}|\\bU\\d{5}\\b|0{8}-0000-4000-8000-0000000\\d{5}`, "g");
/** From the close of a round until its digest, at the longest. */
const DIGEST_WITHIN_MS = 14 * DAY_MS;

export function checkDigests(evidence: Evidence): readonly Row[] {
  const once = createTally("no digest twice");
  const hours = createTally("digests in the team's own working hours");
  const seen = new Set<string>();
  for (const { team, round, record } of evidence.digests) {
    const side = "channel" in record.to ? record.to.channel : "";
    const key = `${team.name}, round ${round}${side === team.channel ? "" : ` in ${side}`}`;
    once.see(seen.has(key) ? `${key} again at ${sayAt(record.at)}` : undefined);
    seen.add(key);
    const home = listHomes(team).some(({ channel }) => channel === side);
    const fits = isAllowed(team.schedule, { at: record.at, zone: team.schedule.zone, hours: "digest" });
    hours.see(fits && home ? undefined : `${key} at ${sayAt(record.at)}`);
  }
  return [once.row(), hours.row(), checkEachRound(evidence)];
}

/** In every round that asked somebody and is long over, the channel got its digest. */
function checkEachRound(evidence: Evidence): Row {
  const { plan, letters, digests } = evidence;
  const each = createTally("a digest for every round that asked somebody");
  const asks = group(letters, ({ purpose, team, record }) => (purpose === "ask" && team ? [team.name, record.at] : undefined));
  const posted = group(digests, (digest) => [digest.team.name, digest]);
  const end = plan.start + plan.weeks * 7 * DAY_MS;
  for (const team of plan.teams) {
    const rounds = countRounds(evidence, team, { asks: asks.get(team.name) ?? [], before: end - DIGEST_WITHIN_MS });
    const own: readonly Digest[] = posted.get(team.name) ?? [];
    for (const { channel } of listHomes(team)) {
      const here = own.filter(({ record: { to } }) => "channel" in to && to.channel === channel).length;
      each.see(here < rounds ? `${team.name}: ${here} digests for ${rounds} rounds in ${channel}` : undefined);
    }
  }
  return each.row();
}

function countRounds(
  { plan }: Evidence,
  team: TeamPlan,
  { asks, before }: { readonly asks: readonly number[]; readonly before: number },
): number {
  const { schedule } = team;
  const span = { from: plan.start - 14 * DAY_MS, to: before, anchor: anchorOf(plan, team) };
  const turns = listTurns(schedule, listSlots(schedule, span), schedule.zone);
  // A member's clock is at most a day from the team's.
  return turns.filter(({ at, until }) => until + DAY_MS < before && asks.some((ask) => ask >= at && ask < until)).length;
}

export function checkNames({ plan, publicRecords }: Evidence): readonly Row[] {
  const named = createTally("nobody named in a channel but who set the team up");
  const teams = new Map(plan.teams.flatMap((team) => listHomes(team).map(({ channel }) => [channel, team] as const)));
  for (const { to, text, at, how } of publicRecords) {
    const team = "channel" in to ? teams.get(to.channel) : undefined;
    const founder = team && plan.people.get(team.lead)?.name;
    const isWelcome = how === "post" && at <= plan.setUpAt + DAY_MS;
    const others = (text.match(NAME) ?? []).filter(
      (name) =>
        !(isWelcome && name === founder) &&
        !(team && "channel" in to && isLeadElsewhere(plan, { team, channel: to.channel, name })),
    );
    named.see(others.length > 0 ? `${team?.name} at ${sayAt(at)}: ${others.join(", ")}` : undefined);
  }
  return [named.row()];
}

type Naming = { readonly team: TeamPlan; readonly channel: string; readonly name: string };

/** A channel of a linked team is told which lead of the other side paused it. */
function isLeadElsewhere(plan: Plan, { team, channel, name }: Naming): boolean {
  return listHomes(team).some((home) => home.channel !== channel && plan.people.get(home.lead)?.name === name);
}
