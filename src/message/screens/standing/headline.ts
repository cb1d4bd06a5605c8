/** The first sentence about a standing: what moved and why, or how many answers are still missing until there is a number. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import { findQuestion } from "../../../core/catalogue/catalogue.ts";
import type { Change } from "../../../core/standing/change.ts";
import { SHOWN_FROM_PEOPLE } from "../../../core/standing/hide.ts";
import type { MaskedStanding } from "../../../core/standing/masked-standing.ts";
import type { PrivacyMode } from "../../../core/team.ts";
import type { Element } from "../../message.ts";
import type { Run } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { sayProvisional, viewScore } from "./score-rows.ts";
import type { GateCount } from "./standing-pictures.ts";

/** A change to put into one sentence. */
export type Movement = {
  readonly catalogue: Catalogue;
  /** The change of the whole since the round before; undefined where it may not be told or there is nothing to compare with. */
  readonly change?: Change;
};

const MAX_NAMED = 2;

/**
 * Returns the change in points with the questions that caused it, such as "Up 4 points. What moved: Cluster metrics
 * and CI." Hidden causes are mentioned without a name. Returns undefined without a change.
 */
export function sayMovement(voice: Voice, { catalogue, change }: Movement): string | undefined {
  if (!change) return undefined;
  const points = Math.round(Math.abs(change.amount.valueOf()) * 100);
  const direction = change.amount.compare(0);
  const causes = points === 0 ? change.causes : change.causes.filter(({ amount }) => amount.compare(0) === direction);
  const names = causes.slice(0, MAX_NAMED).flatMap(({ questionId }) => {
    const question = findQuestion(catalogue, questionId);
    return question ? [voice.of(question.title)] : [];
  });
  const kind = points === 0 ? "steady" : direction > 0 ? "up" : "down";
  const others = causes.length - names.length;
  const unshown = change.rest?.amount.compare(0) === direction && points > 0;
  const named = [
    ...names,
    ...(others > 0 ? [voice.say("standing.more", { count: others })] : []),
    ...(unshown ? [voice.say("standing.unshown")] : []),
  ];
  if (named.length === 0) return voice.say(`standing.moved.${kind}`, { points });
  return voice.say(`standing.moved.${kind}-by`, { points, names: voice.list(named) });
}

/**
 * Shows the score with its coverage and the gate or, where too few people answered, what is missing until the team
 * sees a number.
 */
export function buildNumber(
  voice: Voice,
  { standing, privacy, gate, level }: { standing: MaskedStanding; privacy: PrivacyMode; gate: GateCount; level: number },
): readonly Element[] {
  const view = viewScore(standing.whole, undefined);
  if (view.missing !== undefined) return [{ kind: "paragraph", text: runMissing(voice, standing, privacy) }];
  const values = { score: voice.percent(view.share), coverage: voice.percent(view.coverage), level: level + 1, ...gate };
  const number: Element = { kind: "paragraph", text: voice.runs("standing.number", values) };
  const provisional: Element = { kind: "paragraph", text: sayProvisional(voice, view), tone: "quiet" };
  return view.provisional ? [number, provisional] : [number];
}

/** Tells whether the standing has a score of the whole that may be shown. */
export function hasNumber(standing: MaskedStanding): boolean {
  return viewScore(standing.whole, undefined).missing === undefined;
}

function runMissing(voice: Voice, { whole, members }: MaskedStanding, privacy: PrivacyMode): readonly Run[] {
  const people = whole.respondents;
  if (privacy === "open") return voice.runs("standing.few.open", { people });
  if (members < SHOWN_FROM_PEOPLE) return voice.runs("standing.few.small-team", { members });
  const missing = SHOWN_FROM_PEOPLE - people;
  if (missing <= 0) return voice.runs("standing.few.not-yet", { people, members });
  if (people === 0) return voice.runs("standing.few.none", { missing });
  return voice.runs("standing.few.some", { people, missing, members });
}
