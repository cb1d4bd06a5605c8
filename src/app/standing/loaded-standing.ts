/** A loaded standing, and what is read from it: as the reader may see it, why a number is what it is, and the path so far. */
import type { Answer } from "../../core/answer.ts";
import type { Catalogue } from "../../core/catalogue/catalogue.ts";
import type { Step } from "../../core/next-steps/step.ts";
import type { Round } from "../../core/schedule/round.ts";
import type { Change } from "../../core/standing/change.ts";
import { compareStandings, explain } from "../../core/standing/explain.ts";
import type { Explanation } from "../../core/standing/explanation.ts";
import type { GateVerdict } from "../../core/standing/gate.ts";
import type { MaskedGate } from "../../core/standing/mask-gate.ts";
import { maskStanding } from "../../core/standing/mask-standing.ts";
import type { MaskedStanding, Subject } from "../../core/standing/masked-standing.ts";
import type { Confirmation, Milestone } from "../../core/standing/records.ts";
import type { Standing, StoredStanding } from "../../core/standing/standing.ts";
import type { Membership, Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import type { TrendMoment } from "../../message/screens/standing/standing-pictures.ts";
import type { JudgedKpi } from "../../message/screens/value/value-words.ts";
import type { Voice } from "../../message/voice/voice.ts";

/** What the team answered and the standing that follows from it, without the gate. */
export type CountedStanding = {
  readonly team: Team;
  readonly catalogue: Catalogue;
  readonly at: Instant;
  readonly memberships: readonly Membership[];
  /** The latest of each membership to each question. */
  readonly answers: readonly Answer[];
  readonly freshForMs: number;
  /** Everything that was counted. Never show this: show `masked`, or `forLeads` to leads alone. */
  readonly standing: Standing;
  readonly masked: MaskedStanding;
};

/** A standing with everything that the gate and the next steps follow from. */
export type LoadedStanding = CountedStanding & {
  readonly confirmations: readonly Confirmation[];
  /** The KPIs that weren't retired, as they stood at `at`. */
  readonly kpis: readonly JudgedKpi[];
  readonly steps: readonly Step[];
  /** With the reason codes of "not applicable". */
  readonly forLeads: MaskedStanding;
  readonly verdict: GateVerdict;
  /** The verdict as it may be shown. */
  readonly gate: MaskedGate;
};

/** A standing with the team's earlier rounds and milestones, which screens compare it with. */
export type StandingWithPath = LoadedStanding & {
  readonly milestones: readonly Milestone[];
  /** The last round that closed before `at`; undefined before the first. */
  readonly before?: StoredStanding;
  /** Of closed rounds, oldest first. */
  readonly path: readonly StoredStanding[];
  /** Newest first. */
  readonly rounds: readonly Round[];
};

/** Returns the standing that the reader may see; leads also see why people answered "not applicable". */
function standingFor(loaded: LoadedStanding, { lead }: { readonly lead: boolean }): MaskedStanding {
  return lead ? loaded.forLeads : loaded.masked;
}

/** Returns the standing of an earlier round or milestone as it may be shown today. */
export function maskStoredFor(
  { team }: Pick<LoadedStanding, "team">,
  stored: StoredStanding,
  { lead }: { readonly lead: boolean } = { lead: false },
): MaskedStanding {
  return maskStanding(stored.standing, { privacy: team.privacy, forLead: lead });
}

/** Explains how the number of a part of the model comes about. Returns undefined when the team's edition has no such part. */
export function explainLoaded(
  loaded: StandingWithPath,
  { subject, lead }: { readonly subject: Subject; readonly lead: boolean },
): Explanation | undefined {
  const before = loaded.before && maskStoredFor(loaded, loaded.before, { lead });
  return explain({
    subject,
    now: standingFor(loaded, { lead }),
    ...(before && { before }),
    catalogue: loaded.catalogue,
  });
}

/**
 * Returns what changed the overall number since the previous round, like for like; undefined when it may not be shown or
 * there is nothing to compare with.
 */
export function changeOfWhole(loaded: StandingWithPath): Change | undefined {
  const { before, catalogue, masked } = loaded;
  if (!before) return undefined;
  return compareStandings({ subject: { of: "whole" }, now: masked, before: maskStoredFor(loaded, before), catalogue });
}

/**
 * Returns the closed rounds, oldest first, and then the current moment, labelled `last`. A milestone is shown at the
 * first moment after it was created.
 */
export function tracePath(voice: Voice, loaded: StandingWithPath, last: string): readonly TrendMoment[] {
  const numbers = new Map(loaded.rounds.map(({ id, number }) => [id, number]));
  const moments = loaded.path.map((stored) => ({
    at: stored.standing.at,
    label: labelOf(voice, stored, numbers),
    standing: maskStoredFor(loaded, stored),
  }));
  const all = [...moments, { at: loaded.at, label: last, standing: loaded.masked }];
  return all.map(({ at, label, standing }, index) => {
    const since = all[index - 1]?.at ?? Number.NEGATIVE_INFINITY;
    const milestone = loaded.milestones.findLast((each) => since < each.at && each.at <= at);
    return { label, standing, ...(milestone && { milestone: milestone.name }) };
  });
}

function labelOf(voice: Voice, { roundId }: StoredStanding, numbers: ReadonlyMap<string, number>): string {
  const number = roundId === undefined ? undefined : numbers.get(roundId);
  return number === undefined ? "–" : voice.say("standing.trend.round", { number });
}
