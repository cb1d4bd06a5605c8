/** The channel's progress summary when a round closes: one sentence first, then the board, then what to talk about and do next. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { Suggestion } from "../../../core/next-steps/rank-next-steps.ts";
import type { Explanation } from "../../../core/standing/explanation.ts";
import type { MaskedStanding } from "../../../core/standing/masked-standing.ts";
import type { PrivacyMode } from "../../../core/team.ts";
import type { Zone } from "../../../core/time.ts";
import type { Element, Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import { buildAttention, listScopeSplits, listSplits } from "./attention.ts";
import { buildDigestSteps, type TakenStep } from "./digest-steps.ts";
import { buildNumber, hasNumber, sayMovement } from "./headline.ts";
import { buildWhyButtons, nameQuestion } from "./names.ts";
import { buildPublishedLine } from "./published-line.ts";
import { buildDimensionRows } from "./score-rows.ts";
import { buildStandingPicture, buildTrendPicture, type GateCount, type TrendMoment } from "./standing-pictures.ts";
import { buildWhoSaid, type SaidByName } from "./who-said.ts";
import { buildChange } from "./why-change.ts";

/** Everything that a digest is drawn from, masked for the whole channel. */
export type DigestData = {
  readonly teamId: string;
  readonly teamName: string;
  readonly privacy: PrivacyMode;
  readonly catalogue: Catalogue;
  readonly zone: Zone;
  /** The round's number; undefined for a digest that a lead posts before the first. */
  readonly round?: number;
  /** `so-far`: posted by a lead while the round is open. */
  readonly stage: "closed" | "so-far";
  /** How many answered and how many were asked. It names nobody. */
  readonly turnout?: { readonly answered: number; readonly asked: number };
  readonly standing: MaskedStanding;
  readonly before?: MaskedStanding;
  /** The explanation of the whole score. */
  readonly explanation?: Explanation;
  readonly gate: GateCount;
  readonly path: readonly TrendMoment[];
  /** The best first, at most three. */
  readonly suggestions: readonly Suggestion[];
  readonly taken: readonly TakenStep[];
  /** Who said what in this round; empty unless the team is in open mode. */
  readonly said: readonly SaidByName[];
  /** When the next round opens, in words. */
  readonly nextRound?: string;
};

/** From the third round on the path is worth a picture. */
const TREND_FROM = 3;
const MAX_SPLITS = 3;

/**
 * Shows a round's result to the channel: one sentence first, then the scores, what to talk about and what to do next.
 * Nobody is named for not answering, and who said what appears in open mode alone.
 */
export function buildDigest(voice: Voice, data: DigestData): Message {
  const headline = sayHeadline(voice, data);
  const shown = hasNumber(data.standing);
  return {
    locale: voice.locale,
    summary: voice.say("digest.summary", { team: data.teamName, headline }),
    elements: [
      { kind: "heading", text: sayTitle(voice, data) },
      { kind: "paragraph", text: [{ text: headline, style: "bold" }] },
      ...(isSilent(data) ? [{ kind: "paragraph", text: voice.say("digest.silent-note") } as const] : []),
      ...buildNumber(voice, { ...data, level: data.catalogue.level }),
      ...(shown ? buildBoard(voice, data) : []),
      ...buildTalk(voice, data),
      ...buildDigestSteps(voice, data),
      ...buildFolds(voice, data, shown),
      ...buildPublishedLine(voice, data),
      ...buildFooter(voice, data),
    ],
  };
}

function sayTitle(voice: Voice, { teamName, round, stage }: DigestData): string {
  if (round === undefined) return voice.say("digest.title-standing", { team: teamName });
  return voice.say(stage === "closed" ? "digest.title" : "digest.title-so-far", { team: teamName, round });
}

/** Tells whether a round closed without any answer. While it is open, answers can still come. */
function isSilent({ turnout, stage }: DigestData): boolean {
  return stage === "closed" && turnout?.answered === 0;
}

/** "Up 4 points. What moved: Cluster metrics and CI." or the single line of a round in which nothing moved. */
function sayHeadline(voice: Voice, data: DigestData): string {
  const { turnout, standing, explanation, catalogue } = data;
  if (isSilent(data)) return voice.say("digest.silent");
  if (turnout?.answered === 0) return voice.say(standing.whole.respondents > 0 ? "digest.not-yet" : "digest.waiting");
  const answered = turnout ? voice.say("digest.turnout", turnout) : undefined;
  const change = explanation?.change?.told ? explanation.change : undefined;
  const comparable = hasNumber(standing) && data.before !== undefined && hasNumber(data.before);
  const still = change?.amount.equals(0) && change.causes.length === 0 && change.entered.length === 0;
  if (comparable && still && turnout) return voice.say("digest.no-change", turnout);
  const moved = comparable ? sayMovement(voice, { catalogue, ...(change && { change }) }) : undefined;
  const begun = hasNumber(standing) ? "first-number" : standing.whole.respondents > 0 ? "gathering" : "waiting";
  const first = moved ?? voice.say(`digest.${begun}`);
  return answered === undefined ? first : voice.say("digest.headline", { first, answered });
}

function buildBoard(voice: Voice, data: DigestData): readonly Element[] {
  const scores = { catalogue: data.catalogue, now: data.standing, ...(data.before && { before: data.before }) };
  const moment =
    data.round === undefined ? voice.date(data.standing.at, data.zone) : voice.say("digest.round", { round: data.round });
  return [buildStandingPicture(voice, { ...scores, teamName: data.teamName, moment, gate: data.gate })];
}

/** Shows the picture's numbers as text, each with a button to its sum. */
function buildFigures(voice: Voice, data: DigestData): Element {
  const scores = { catalogue: data.catalogue, now: data.standing, ...(data.before && { before: data.before }) };
  const rows = buildDimensionRows(voice, scores, data.teamId);
  return { kind: "fold", title: voice.say("digest.figures"), elements: [{ kind: "scores", rows }] };
}

/** Names what to talk about, and never who said what. */
function buildTalk(voice: Voice, { teamId, catalogue, standing }: DigestData): readonly Element[] {
  const all = [
    { prompt: "digest.talk", ids: listSplits(standing) },
    { prompt: "digest.talk-scope", ids: listScopeSplits(standing) },
  ] as const;
  const topics = all.filter(({ ids }) => ids.length > 0);
  return topics.flatMap(({ prompt, ids }): readonly Element[] => {
    const shown = ids.slice(0, MAX_SPLITS);
    const named = shown.map((id) => nameQuestion(voice, catalogue, id));
    const others = ids.length - named.length;
    const names = voice.list(others === 0 ? named : [...named, voice.say("standing.more", { count: others })]);
    const ways = buildWhyButtons(
      voice,
      { catalogue, teamId },
      shown.map((id) => ({ of: "question", id })),
    );
    return [{ kind: "paragraph", text: voice.runs(prompt, { names }) }, ...ways];
  });
}

function buildFolds(voice: Voice, data: DigestData, shown: boolean): readonly Element[] {
  const { explanation, catalogue, zone, path, teamName } = data;
  const told = explanation?.change?.told ? explanation.change : undefined;
  const moves = told !== undefined && told.causes.length + told.entered.length > 0;
  const change = explanation && shown && moves ? buildChange(voice, { catalogue, zone, explanation }) : [];
  const moved: Element = { kind: "fold", title: voice.say("digest.what-moved"), elements: change };
  const trend = path.length >= TREND_FROM ? [buildTrendPicture(voice, { teamName, catalogue, path })] : [];
  return [
    ...(shown ? [buildFigures(voice, data)] : []),
    ...(change.length > 0 ? [moved] : []),
    ...buildAttention(voice, { ...data, splitsFrom: MAX_SPLITS + 1 }),
    ...(shown && trend.length > 0 ? [{ kind: "fold", title: voice.say("standing.trend.fold"), elements: trend } as const] : []),
    ...buildWhoSaid(voice, catalogue, data.said),
  ];
}

function buildFooter(voice: Voice, { teamId, stage, nextRound }: DigestData): readonly Element[] {
  const late = stage === "closed" ? [voice.say("digest.late")] : [];
  const next = nextRound === undefined ? [] : [voice.say("digest.next-round", { at: nextRound })];
  const lines = [...late, ...next];
  return [
    {
      kind: "buttons",
      buttons: [
        { label: voice.say("digest.button.why"), action: { act: "command", line: "why", teamId } },
        { label: voice.say("standing.button.gate"), action: { act: "command", line: "gate", teamId } },
      ],
    },
    ...(lines.length === 0 ? [] : [{ kind: "paragraph", text: lines.join(voice.say("digest.joint")), tone: "quiet" } as const]),
  ];
}
