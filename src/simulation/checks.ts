/** What must hold after the weeks were played: read from the letters and the database, by other ways than the bot's own where there is one. */
import Fraction from "fraction.js";
import type { Work } from "../app/call.ts";
import { loadStandingOf } from "../app/standing/load-standing.ts";
import { computeStanding } from "../core/standing/compute-standing.ts";
import { listQuestionsMeantFor } from "../core/standing/expected-raters.ts";
import { explain } from "../core/standing/explain.ts";
import { judgeGate } from "../core/standing/judge-gate.ts";
import { listMembersAt } from "../core/team.ts";
import { DAY_MS, type Instant } from "../core/time.ts";
import type { StagedTeam } from "./stage.ts";

/** The result of one check, with what was found. */
export type Check = { readonly name: string; readonly passed: boolean; readonly detail: string };

/** One unsolicited message: who got it and when. */
export type Unasked = { readonly personId: string; readonly at: Instant };

/**
 * Checks what must hold after the weeks: no question starved, nobody got too many messages, the gates came out as
 * planned, and every number agrees with its explanation. Where possible it counts by other ways than the bot's own.
 */
export async function runChecks(
  work: Work,
  staged: readonly StagedTeam[],
  unasked: readonly Unasked[],
): Promise<readonly Check[]> {
  return [
    await checkStarvation(work, staged),
    checkQuiet(unasked),
    await checkGate(work, staged, "improving"),
    await checkGate(work, staged, "regressing"),
    await checkWhy(work, staged),
  ];
}

/** Everybody who was asked as often as a full pass takes was asked everything that is meant for them. */
async function checkStarvation({ stores, now }: Work, staged: readonly StagedTeam[]): Promise<Check> {
  const starved: string[] = [];
  let members = 0;
  for (const { team } of staged) {
    const memberships = await stores.memberships.listOfTeam(team.id);
    const catalogue = await stores.catalogues.find(team.edition);
    if (!catalogue) continue;
    for (const membership of listMembersAt(memberships, now)) {
      const checkIns = await stores.checkIns.listOfMembership(membership.id, 500);
      const asked = new Set(
        checkIns.flatMap(({ items }) => items.flatMap((item) => (item.kind === "question" ? [item.questionId] : []))),
      );
      const meant = listQuestionsMeantFor(membership, { catalogue, memberships, at: now });
      if (checkIns.reduce((slots, { items }) => slots + items.length, 0) < meant.length) continue;
      members += 1;
      starved.push(...meant.filter(({ id }) => !asked.has(id)).map(({ code }) => `${membership.id} ${code}`));
    }
  }
  return {
    name: "no question starved",
    passed: members > 0 && starved.length === 0,
    detail: starved[0] ?? `${members} members asked everything`,
  };
}

/** At most two in any seven days. */
function checkQuiet(unasked: readonly Unasked[]): Check {
  const byPerson = groupByPerson(unasked);
  let most = 0;
  for (const letters of byPerson.values()) {
    const times = letters.map(({ at }) => at).sort((left, right) => left - right);
    for (const [index, at] of times.entries())
      most = Math.max(most, times.slice(index).filter((other) => other < at + 7 * DAY_MS).length);
  }
  return {
    name: "nobody got more than two unsolicited messages in seven days",
    passed: unasked.length > 0 && most <= 2,
    detail: `${unasked.length} sent, at most ${most}`,
  };
}

function groupByPerson(unasked: readonly Unasked[]): Map<string, Unasked[]> {
  const groups = new Map<string, Unasked[]>();
  for (const letter of unasked) groups.set(letter.personId, [...(groups.get(letter.personId) ?? []), letter]);
  return groups;
}

/**
 * An improving team passes in the end, by all that it answered: what is published of it may lag behind. A regressing one had
 * passed, and does not any more.
 */
async function checkGate(work: Work, staged: readonly StagedTeam[], course: "improving" | "regressing"): Promise<Check> {
  const name = course === "improving" ? "an improving team passes the gate" : "a regressing team loses the gate";
  const results: { passed: boolean; detail: string }[] = [];
  for (const { team } of staged.filter(({ plan }) => plan.course === course)) {
    const loaded = await loadStandingOf(work, { team, at: work.now });
    const values = loaded.kpis.filter((kpi) => kpi.verdict.shows).map(({ record }) => record.kpi);
    const verdict = judgeGate({ ...loaded, values, standing: computeStanding(loaded) });
    const kept = await work.stores.standings.listOfTeam(team.id, 100);
    const passedOnce = kept.some(({ gateMet, gateTotal }) => gateMet === gateTotal);
    const unmet = verdict.criteria.filter(({ met }) => !met).map(({ id }) => id);
    const passed = course === "improving" ? verdict.met : passedOnce && !verdict.met;
    results.push({
      passed,
      detail: `${team.name}: ${verdict.metCount} of ${verdict.total} met${unmet[0] ? `, missing ${unmet.slice(0, 3).join(", ")}` : ""}${passedOnce ? ", passed before" : ""}`,
    });
  }
  return {
    name,
    passed: results.length > 0 && results.every(({ passed }) => passed),
    detail: results.map(({ detail }) => detail).join("; "),
  };
}

/** Each number that may be shown is the exact sum of the terms that its explanation lists. */
async function checkWhy(work: Work, staged: readonly StagedTeam[]): Promise<Check> {
  let agreed = 0;
  const wrong: string[] = [];
  for (const { team } of staged) {
    const { masked } = await loadStandingOf(work, { team, at: work.now });
    const aggregates = [
      { subject: { of: "whole" } as const, score: scoreOf(masked.whole.figures) },
      ...masked.dimensions.map(({ dimensionId, figures }) => ({
        subject: { of: "dimension", id: dimensionId } as const,
        score: scoreOf(figures),
      })),
      ...masked.dimensions.flatMap(({ sections }) =>
        sections.map(({ sectionId, figures }) => ({
          subject: { of: "section", id: sectionId } as const,
          score: scoreOf(figures),
        })),
      ),
    ];
    for (const { subject, score } of aggregates) {
      if (!score) continue;
      const explanation = explain({ subject, now: masked });
      const told = explanation && "terms" in explanation ? explanation : undefined;
      const count = (told?.terms.length ?? 0) + (told?.rest?.terms ?? 0);
      const exact = told?.terms.every((term) => term.score.div(count).equals(term.share)) ?? false;
      const sum = told?.terms.reduce((total, { share }) => total.add(share), told.rest?.share ?? new Fraction(0));
      if (exact && sum?.equals(score)) agreed += 1;
      else wrong.push(`${team.name} ${"id" in subject ? subject.id : "whole"}`);
    }
  }
  return {
    name: "every number agrees with its why",
    passed: agreed > 0 && wrong.length === 0,
    detail: wrong[0] ?? `${agreed} numbers`,
  };
}

function scoreOf(figures: { readonly shown: true; readonly score?: Fraction } | { readonly shown: false }): Fraction | undefined {
  return figures.shown ? figures.score : undefined;
}
