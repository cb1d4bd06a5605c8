/** Builders of a workspace's people, one team, what they answered and what leads added. Everything is plainly an example. */
import type { Answer } from "../../src/core/answer.ts";
import type { Step } from "../../src/core/next-steps/step.ts";
import type { Rating } from "../../src/core/rating.ts";
import type { Reply } from "../../src/core/reply.ts";
import type { Schedule } from "../../src/core/schedule/cadence.ts";
import type { Confirmation, ValueRecord } from "../../src/core/standing/records.ts";
import type { Membership, Person, Team, Workspace } from "../../src/core/team.ts";
import { nameInCast } from "../../src/simulation/cast.ts";

/** A Monday, 09:00 in UTC. */
export const NOW = Date.UTC(2026, 10, 23, 9);

export function aWorkspace(overrides: Partial<Workspace> = {}): Workspace {
  return {
    id: "workspace-1",
    platform: "playground",
    platformId: "playground",
    name: "Example Ltd",
    locale: "en",
    installedAt: 0,
    ...overrides,
  };
}

export function aPerson(overrides: Partial<Person> = {}): Person {
  return {
    id: "person-ana",
    workspaceId: "workspace-1",
    name: nameInCast("ana"),
    reminders: "light",
    nudges: true,
    programmeLead: false,
    ...overrides,
  };
}

/** Weekly, Monday 09:00 in UTC, two days to answer, Monday to Friday. */
export function aSchedule(overrides: Partial<Schedule> = {}): Schedule {
  return {
    cadence: { every: "week", weekday: 1 },
    time: "09:00",
    zone: "UTC",
    oneZone: false,
    windowHours: 48,
    workingDays: [1, 2, 3, 4, 5],
    holidays: [],
    anchor: "2026-01-05",
    ...overrides,
  };
}

export function aTeam(overrides: Partial<Team> = {}): Team {
  return {
    id: "team-1",
    workspaceId: "workspace-1",
    name: "Example team",
    channelId: "channel-1",
    locale: "en",
    schedule: aSchedule(),
    questionsPerRound: 5,
    privacy: "private",
    edition: "cnmm-3.0-level-2@1",
    createdAt: 0,
    revision: 1,
    ...overrides,
  };
}

/** A member from the beginning, asked everything. `aMembership({ id: "ben" })` belongs to `person-ben`. */
export function aMembership(overrides: Partial<Membership> = {}): Membership {
  const id = overrides.id ?? "ana";
  return {
    id,
    teamId: "team-1",
    personId: `person-${id}`,
    kind: "member",
    lead: false,
    roles: [],
    intervals: [{ since: 0 }],
    ...overrides,
  };
}

export function aRating(rating: Rating): Reply {
  return { kind: "rating", rating };
}

/** Ana's rating of 2 for cluster-metrics, a minute before `NOW`. The id follows from who, what and when. */
export function anAnswer(overrides: Partial<Answer> = {}): Answer {
  const { membershipId = "ana", questionId = "cluster-metrics", at = NOW - 60_000 } = overrides;
  return {
    id: `answer-${membershipId}-${questionId}-${at}`,
    teamId: "team-1",
    membershipId,
    questionId,
    edition: "cnmm-3.0-level-2@1",
    checkInId: "check-in-1",
    reply: aRating(2),
    at,
    ...overrides,
  };
}

/** Taken by Ana a week before `NOW`, due on the day of `NOW`. */
export function aStep(overrides: Partial<Step> = {}): Step {
  return {
    id: "step-1",
    teamId: "team-1",
    questionId: "cluster-metrics",
    fromRating: 1,
    status: "taken",
    ownerId: "person-ana",
    due: "2026-11-23",
    takenAt: NOW - 7 * 86_400_000,
    fromNudge: false,
    overdueCount: 0,
    createdAt: NOW - 7 * 86_400_000,
    revision: 1,
    ...overrides,
  };
}

export function aValueRecord(overrides: Partial<ValueRecord> = {}): ValueRecord {
  return {
    id: "value-1",
    teamId: "team-1",
    goal: "Customers get changes sooner",
    kpi: "Days from idea to customer",
    before: "21",
    after: "6",
    measuredOn: "2026-11-01",
    addedBy: "person-ana",
    addedAt: NOW - 86_400_000,
    ...overrides,
  };
}

export function aConfirmation(overrides: Partial<Confirmation> = {}): Confirmation {
  return {
    id: "confirmation-1",
    teamId: "team-1",
    questionId: "business-value",
    evidence: "https://example.com/dashboard",
    confirmedBy: "person-ana",
    at: NOW - 3_600_000,
    ...overrides,
  };
}
