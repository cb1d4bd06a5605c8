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
import { countPoints, viewWhole } from "./score-rows.ts";
import type { ScoreView } from "./score-rows.ts";
import type { GateCount } from "./standing-pictures.ts";

/** A change to put into one sentence. */
export type Movement = {
  readonly catalogue: Catalogue;
  /** The change of the whole since the round before; undefined where it may not be told or there is nothing to compare with. */
  readonly change?: Change;
};

const MAX_NAMED = 2;

/**
 * Returns the change in points like for like, with the questions that caused it and how many are new in the score, such as
 * "Up 4 points on the 31 questions with a score both times. What moved: Cluster metrics and CI." Returns undefined without
 * a change.
 */
export function sayMovement(voice: Voice, { catalogue, change }: Movement): string | undefined {
  if (!change) return undefined;
  const signed = countPoints(change);
  const points = Math.abs(signed);
  const direction = Math.sign(signed);
  const { questions } = change;
  const causes = points === 0 ? change.causes : change.causes.filter(({ amount }) => amount.compare(0) === direction);
  const names = causes.slice(0, MAX_NAMED).flatMap(({ questionId }) => {
    const question = findQuestion(catalogue, questionId);
    return question ? [voice.of(question.title)] : [];
  });
  const kind = points === 0 ? "steady" : direction > 0 ? "up" : "down";
  const others = causes.length - names.length;
  const named = [...names, ...(others > 0 ? [voice.say("standing.more", { count: others })] : [])];
  const moved =
    named.length === 0
      ? voice.say(`standing.moved.${kind}`, { points, questions })
      : voice.say(`standing.moved.${kind}-by`, { points, questions, names: voice.list(named) });
  const entered = change.entered.length;
  return entered === 0 ? moved : voice.say("standing.moved.and-new", { moved, questions: entered });
}

/**
 * Shows the score with its coverage and the gate; below half of the expected answers how far the baseline has come; and
 * where too few people answered, what is missing until the team sees a number.
 */
export function buildNumber(
  voice: Voice,
  { standing, privacy, gate, level }: { standing: MaskedStanding; privacy: PrivacyMode; gate: GateCount; level: number },
): readonly Element[] {
  const view = viewWhole(standing.whole);
  if (view.missing === "baseline") return buildBaseline(voice, view);
  if (view.missing !== undefined) return [{ kind: "paragraph", text: runMissing(voice, standing, privacy) }];
  const values = { score: voice.percent(view.share), coverage: voice.percent(view.coverage), level: level + 1, ...gate };
  return [{ kind: "paragraph", text: voice.runs("standing.number", values) }];
}

/** A text that an earlier version stored does not say how many questions there are. */
function buildBaseline(voice: Voice, { baseline, coverage }: ScoreView): readonly Element[] {
  const label = voice.say("standing.baseline.progress", { coverage: voice.percent(coverage), ...baseline });
  const why: Element = { kind: "paragraph", text: voice.say("standing.baseline.why"), tone: "quiet" };
  if (baseline.questions === 0) return [why];
  return [{ kind: "progress", done: baseline.enough, total: baseline.questions, label }, why];
}

/** Tells whether the standing has a headline: a score of the whole that may be shown, from half of the expected answers on. */
export function hasNumber(standing: MaskedStanding): boolean {
  return viewWhole(standing.whole).missing === undefined;
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
