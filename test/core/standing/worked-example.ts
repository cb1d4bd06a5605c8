/**
 * The example that docs/scoring.md tells, over the seven questions of `aCatalogue`. Ana, Ben and Chen answer; Dee left an
 * hour ago after rating three questions 0.
 */
import type { Answer } from "../../../src/core/answer.ts";
import type { Reply } from "../../../src/core/reply.ts";
import { DAY_MS, HOUR_MS } from "../../../src/core/time.ts";
import { aMembership, anAnswer, aRating, NOW } from "../../helpers/team.ts";

export const NINETY_DAYS_MS = 90 * DAY_MS;
const NOT_SURE: Reply = { kind: "not-sure" };

export const workedMemberships = [
  aMembership({ id: "ana", lead: true }),
  aMembership({ id: "ben" }),
  aMembership({ id: "chen" }),
  aMembership({ id: "dee", intervals: [{ since: 0, until: NOW - HOUR_MS }] }),
];

function says(membershipId: string, questionId: string, reply: Reply, overrides: Partial<Answer> = {}): Answer {
  return anAnswer({ membershipId, questionId, reply, ...overrides });
}

export const workedAnswers: readonly Answer[] = [
  says("ana", "business-value", aRating(3)),
  says("ben", "business-value", aRating(2)),
  says("chen", "business-value", aRating(2)),
  says("dee", "business-value", aRating(0), { at: NOW - 2 * HOUR_MS }),
  says("ana", "kpi-language", aRating(2)),
  says("ben", "kpi-language", { kind: "not-applicable", reason: "out-of-scope" }),
  says("chen", "kpi-language", NOT_SURE),
  says("ana", "cost-report", { kind: "not-applicable", reason: "business-priority" }),
  says("ana", "production-app", aRating(3)),
  says("ben", "production-app", aRating(3)),
  says("chen", "production-app", aRating(3)),
  says("ana", "cluster-metrics", aRating(3), { at: NOW - NINETY_DAYS_MS - DAY_MS }),
  says("ben", "cluster-metrics", aRating(1)),
  says("dee", "cluster-metrics", aRating(0), { at: NOW - 2 * HOUR_MS }),
  says("dee", "logs", aRating(0), { at: NOW - 2 * HOUR_MS }),
  says("ana", "tracing", aRating(0)),
];
