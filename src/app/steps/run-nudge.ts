/** Nudges one member between rounds if there is something new to say and they have not had too many messages. */
import { isAwayAt } from "../../core/absence.ts";
import { type NudgeTopic as ChosenNudge, chooseNudge } from "../../core/next-steps/choose-nudge.ts";
import { rankNextSteps } from "../../core/next-steps/rank-next-steps.ts";
import { nextAllowedInstant } from "../../core/schedule/allowed-hours.ts";
import { zoneOfMember } from "../../core/schedule/occurrences.ts";
import { listQuestionsMeantFor } from "../../core/standing/expected-raters.ts";
import { isActiveAt, type Membership, type Person, type Team } from "../../core/team.ts";
import { DAY_MS } from "../../core/time.ts";
import { listCurrentReadings } from "../../core/value/kpi.ts";
import { buildNudge, type NudgeView } from "../../message/screens/steps/nudge.ts";
import { localeOf, type Work, workspaceFor } from "../call.ts";
import { findLivePost, queuePost, queueRemoval } from "../posting.ts";
import { mayDisturb } from "../schedule/own-times.ts";
import { loadStanding } from "../standing/load-standing.ts";
import type { LoadedStanding } from "../standing/loaded-standing.ts";
import { hasStepToRaise } from "./lapse-steps.ts";
import { hoursForNudges, lookAfter } from "./nudge-looks.ts";
import { todayOf } from "./working-dates.ts";

const WEEK_DAYS = 7;
/** What could not be sent by then is out of date. */
const STAYS_NEW_MS = 2 * DAY_MS;

type Reader = { readonly team: Team; readonly membership: Membership; readonly person: Person };

/**
 * Considers one member, queues a nudge if there is one, and returns whether it did. It plans the next look in any case,
 * except for somebody who is no longer a member.
 */
export async function runNudge(work: Work, membershipId: string): Promise<boolean> {
  const { nudges } = work.stores;
  const reader = await findReader(work, membershipId);
  if (!reader) {
    await nudges.setNextLookAt(membershipId, undefined);
    return false;
  }
  const { team, person } = reader;
  const zone = zoneOfMember(team.schedule, person.zone);
  const allowed = nextAllowedInstant(work.now, zone, hoursForNudges(work, team));
  if (allowed === undefined || allowed > work.now) {
    await nudges.setNextLookAt(membershipId, allowed);
    return false;
  }
  const answering = await isAnswering(work, membershipId);
  const days = answering ? 1 : WEEK_DAYS;
  await nudges.setNextLookAt(membershipId, lookAfter(work, { team, zone: person.zone, from: work.now, days }));
  return !answering && (await mayNudge(work, reader)) && nudge(work, reader);
}

async function findReader({ stores, now }: Work, membershipId: string): Promise<Reader | undefined> {
  const membership = await stores.memberships.find(membershipId);
  if (membership?.kind !== "member" || !isActiveAt(membership, now)) return undefined;
  const team = await stores.teams.find(membership.teamId);
  const person = await stores.people.find(membership.personId);
  return team && person && { team, membership, person };
}

/** In the middle of a check-in nobody is told of something else. */
async function isAnswering({ stores }: Work, membershipId: string): Promise<boolean> {
  return (await stores.checkIns.findOpen(membershipId))?.kind === "scheduled";
}

/** A lead's next message is kept for a step that is overdue twice. */
async function mayNudge(work: Work, { team, membership, person }: Reader): Promise<boolean> {
  const away = isAwayAt(person, work.now);
  const paused = team.pausedUntil !== undefined && work.now < team.pausedUntil;
  if (!person.nudges || away || paused || person.unreachable !== undefined) return false;
  if (membership.lead && (await hasStepToRaise(work, team.id))) return false;
  return mayDisturb(work, person.id);
}

async function nudge(work: Work, reader: Reader): Promise<boolean> {
  const loaded = await loadStanding(work, reader.team, work.now);
  const chosen = await choose(work, reader, loaded);
  if (!chosen) return false;
  await keepAndPost(work, reader, { chosen, loaded });
  return true;
}

async function choose(
  work: Work,
  { team, membership, person }: Reader,
  loaded: LoadedStanding,
): Promise<ChosenNudge | undefined> {
  const { catalogue, memberships, standing, steps } = loaded;
  const today = todayOf(team, work.now);
  const earlier = await work.stores.nudges.listOfPerson(person.id);
  const [last] = earlier;
  return chooseNudge({
    personId: person.id,
    suggestions: rankNextSteps({ catalogue, standing, steps, today, privacy: team.privacy }),
    steps,
    withoutBaseline: listWithoutBaseline(loaded, membership),
    meantFor: new Set(listQuestionsMeantFor(membership, { catalogue, memberships, at: work.now }).map(({ id }) => id)),
    said: new Set(earlier.filter(({ teamId }) => teamId === team.id).map(({ key }) => key)),
    ...(last && { lastNudgeAt: last.at }),
    now: work.now,
    today,
  });
}

type Chosen = { readonly chosen: ChosenNudge; readonly loaded: LoadedStanding };

/** Only leads can add one. A reading without a baseline shows that the move has begun, and then it is too late. */
function listWithoutBaseline({ kpis }: LoadedStanding, { lead }: Membership): readonly string[] {
  if (!lead) return [];
  const open = kpis.filter(({ record: { kpi, readings } }) => !kpi.baseline && listCurrentReadings(readings).length === 0);
  return open.map(({ record }) => record.kpi.id);
}

async function keepAndPost(work: Work, { team, membership, person }: Reader, { chosen, loaded }: Chosen): Promise<void> {
  const about = describe(chosen, loaded);
  if (!about) return;
  await work.stores.nudges.add({
    id: work.world.ids.next(),
    teamId: team.id,
    personId: person.id,
    about: ABOUT[chosen.kind],
    key: chosen.key,
    questionId: "step" in about ? about.step.questionId : "kpi" in about ? "" : about.questionId,
    ...("step" in about && { stepId: about.step.id }),
    at: work.now,
  });
  const voice = work.world.voice(localeOf(person, team));
  const message = buildNudge(voice, { team, catalogue: loaded.catalogue, about });
  const before = await findLivePost(work, "nudge", membership.id);
  if (before) await queueRemoval(work, before, message);
  await queuePost(work, {
    target: { to: "person", personId: person.id },
    workspaceId: await workspaceFor(work, person, team),
    purpose: "nudge",
    subjectId: membership.id,
    message,
    unsolicited: true,
    expiresAt: work.now + STAYS_NEW_MS,
  });
}

const ABOUT = { "ask-after": "overdue", "ask-baseline": "baseline", suggest: "suggestion" } as const;

/** What the nudge is about; undefined where that isn't there any more. */
function describe(chosen: ChosenNudge, { steps, kpis }: LoadedStanding): NudgeView["about"] | undefined {
  switch (chosen.kind) {
    case "ask-after": {
      const step = steps.find(({ id }) => id === chosen.stepId);
      return step && { step };
    }
    case "ask-baseline": {
      const record = kpis.find(({ record: { kpi } }) => kpi.id === chosen.kpiId)?.record;
      return record && { kpi: record.kpi, goal: record.goal };
    }
    case "suggest":
      return { questionId: chosen.questionId, fromRating: chosen.fromRating };
    default:
      return chosen satisfies never;
  }
}
