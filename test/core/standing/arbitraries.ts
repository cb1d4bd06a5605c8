/** Random small catalogues, teams and replies for the properties of a standing. */
import fc from "fast-check";
import { type Answer } from "../../../src/core/answer.ts";
import { type Catalogue, listQuestions, type Question } from "../../../src/core/catalogue/catalogue.ts";
import { NOT_APPLICABLE_REASONS, type Reply } from "../../../src/core/reply.ts";
import { computeStanding } from "../../../src/core/standing/compute-standing.ts";
import type { Standing } from "../../../src/core/standing/standing.ts";
import type { Membership } from "../../../src/core/team.ts";
import { DAY_MS } from "../../../src/core/time.ts";
import { aCatalogue, aDimension, aQuestion, aSection } from "../../helpers/catalogue.ts";
import { aMembership, anAnswer, NOW } from "../../helpers/team.ts";
import { NINETY_DAYS_MS } from "./worked-example.ts";

export const BEFORE = NOW - 7 * DAY_MS;

const ROLES = ["developer", "platform", "security"] as const;
const roles = fc.uniqueArray(fc.constantFrom(...ROLES), { maxLength: 2 });
const rating = fc.constantFrom<0 | 1 | 2 | 3>(0, 1, 2, 3);

const reply: fc.Arbitrary<Reply> = fc.oneof(
  { weight: 6, arbitrary: rating.map((value) => ({ kind: "rating" as const, rating: value })) },
  { weight: 1, arbitrary: fc.constant({ kind: "not-sure" as const }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...NOT_APPLICABLE_REASONS).map((reason) => ({ kind: "not-applicable" as const, reason })),
  },
);

const question = fc.record({
  optional: fc.boolean(),
  gate: fc.constantFrom("model" as const, "implied" as const, undefined),
  roles,
  usefulness: fc.integer({ min: 1, max: 5 }),
  effort: fc.integer({ min: 1, max: 5 }),
  dependsOn: fc.uniqueArray(fc.nat(20), { maxLength: 2 }),
});
type Shape = typeof question extends fc.Arbitrary<infer T> ? T : never;

function few<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(arbitrary, { minLength: 1, maxLength: 3 });
}

/** A question depends on earlier ones alone, so there is no cycle. */
const catalogue: fc.Arbitrary<Catalogue> = few(few(few(question))).map((shapes) => {
  let count = 0;
  const toQuestion = ({ gate, dependsOn, ...shape }: Shape): Question => {
    const number = count++;
    const needed = dependsOn.filter((other) => other < number).map((other) => `q${other}`);
    return aQuestion({ id: `q${number}`, dependsOn: needed, ...shape, ...(gate && { gate, proof: ["evidence"] }) });
  };
  const dimensions = shapes.map((sections, d) =>
    aDimension({
      id: `d${d}`,
      sections: sections.map((questions, s) => aSection({ id: `d${d}s${s}`, questions: questions.map(toQuestion) })),
    }),
  );
  return aCatalogue({ dimensions });
});

const membership = fc.record({ lead: fc.boolean(), roles, leaves: fc.boolean(), joins: fc.boolean() });

const memberships: fc.Arbitrary<readonly Membership[]> = fc.array(membership, { minLength: 1, maxLength: 6 }).map((shapes) =>
  shapes.map(({ lead, roles: named, leaves, joins }, index) => {
    const since = joins ? BEFORE + 1 : 0;
    return aMembership({ id: `m${index}`, lead, roles: named, intervals: [leaves ? { since, until: NOW - DAY_MS } : { since }] });
  }),
);

export type Sample = {
  readonly catalogue: Catalogue;
  readonly memberships: readonly Membership[];
  readonly answers: readonly Answer[];
};

/** Each member may have answered each question before, and again since. */
export const sample: fc.Arbitrary<Sample> = fc.tuple(catalogue, memberships).chain(([made, team]) => {
  const pairs = team.flatMap((member) => listQuestions(made).map(({ id }) => ({ membershipId: member.id, questionId: id })));
  const given = fc.option(reply, { freq: 3, nil: undefined });
  const both = fc.array(fc.tuple(given, given), { minLength: pairs.length, maxLength: pairs.length });
  return both.map((replies) => ({
    catalogue: made,
    memberships: team,
    answers: pairs.flatMap((pair, index) => {
      const [earlier, later] = replies[index] ?? [];
      return [
        ...(earlier ? [anAnswer({ ...pair, reply: earlier, at: BEFORE - DAY_MS })] : []),
        ...(later ? [anAnswer({ ...pair, reply: later, at: NOW - 2 * DAY_MS })] : []),
      ];
    }),
  }));
});

export function standingOf(made: Sample, at = NOW): Standing {
  return computeStanding({ ...made, at, freshForMs: NINETY_DAYS_MS });
}
