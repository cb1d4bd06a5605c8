/**
 * What a member is asked this round, by the member's own record (design.md, "Agenda"): the same input gives the same agenda,
 * and no question meant for the member is passed over for ever. Also how a check-in begins with its agenda, and how it grows
 * when a new team's member chooses to answer everything at once.
 */
import { isOutdated } from "../catalogue/catalogue.ts";
import { isFresh } from "../standing/freshness.ts";
import type { Instant, LocalDate } from "../time.ts";
import type { AgendaItem, AgendaReason, QuestionItem, StepItem, CheckIn } from "./check-in.ts";
import { findQuestionItem, firstPending, positionOf } from "./items.ts";
import {
  type AskedBefore,
  type AskedMember,
  buildQuestionItem,
  currentId,
  type OwnQuestion,
  readOwnRecord,
} from "./own-record.ts";

/**
 * The number of rounds for which a question rests after "skip" or "not sure", and for which an answered one rests
 * before it is raised again as split or weak.
 */
export const REST_ROUNDS = 4;
const MAX_STEPS = 2;

/** Everything that a member's agenda depends on. The same plan always gives the same agenda. */
export type AgendaPlan = AskedMember & {
  readonly history: readonly AskedBefore[];
  /** The number of the round that the agenda is for. */
  readonly round: number;
  readonly questionsPerRound: number;
  /** The age in milliseconds up to which an answer is fresh. */
  readonly freshFor: number;
  /** The member's own steps that fell due and were not reported on. */
  readonly dueSteps: readonly { readonly stepId: string; readonly questionId: string; readonly due: LocalDate }[];
  /** The team's steps that were done. Their questions come back to members who have not answered them since. */
  readonly stepsDone: readonly { readonly questionId: string; readonly at: Instant }[];
  /** Ids of questions that the member has to answer again, because they were away from the team or the question meanwhile. */
  readonly lapsed?: ReadonlySet<string>;
  /** Ids of the questions whose ratings are far apart, only where the member may know it. `weak` are those with a low score. */
  readonly splits: readonly string[];
  readonly weak: readonly string[];
};

type Chosen = { readonly own: OwnQuestion; readonly because: AgendaReason };

/**
 * Returns what a member is asked this round: at most two steps that fell due, then up to `questionsPerRound`
 * questions. Returns an empty list when there is nothing to ask. Questions come in the order: step just done, meaning
 * changed, gate, unanswered, stale or a gate question that the member called not applicable, then one that is split or weak.
 */
export function planAgenda(plan: AgendaPlan): readonly AgendaItem[] {
  const record = readOwnRecord(plan, plan.history);
  const places = new Map(record.map((own) => [own.question.id, own.place]));
  const due = pickDueSteps(plan, places);
  const stepQuestions = new Set(due.map((step) => step.questionId));
  const size = Math.max(0, plan.questionsPerRound);
  const needed = [...listAfterSteps(plan, record), ...listNeeded(plan, record)];
  const chosen = firstOfEach(needed).slice(0, size);
  const asked = new Set(chosen.map(({ own }) => own.question.id));
  const extra = chosen.length < size ? pickTeamTopic(plan, record, (id) => asked.has(id) || stepQuestions.has(id)) : undefined;
  const questions = [...chosen, ...(extra ? [extra] : [])].map(({ own, because }) => buildQuestionItem(own, because));
  return [...due.map((step) => buildStepItem(step, { record, questions })), ...questions];
}

type DueStep = AgendaPlan["dueSteps"][number];

/** Returns at most two steps, the longest overdue first. */
function pickDueSteps({ catalogue, dueSteps }: AgendaPlan, places: ReadonlyMap<string, number>): readonly DueStep[] {
  const placeOf = ({ questionId }: DueStep) => places.get(questionId) ?? Number.MAX_SAFE_INTEGER;
  return dueSteps
    .map((step) => ({ ...step, questionId: currentId(catalogue, step.questionId) }))
    .sort((left, right) => compare(left.due, right.due) || placeOf(left) - placeOf(right) || compare(left.stepId, right.stepId))
    .slice(0, MAX_STEPS);
}

type Around = { readonly record: readonly OwnQuestion[]; readonly questions: readonly QuestionItem[] };

function buildStepItem({ stepId, questionId }: DueStep, { record, questions }: Around): StepItem {
  const own = record.find(({ question }) => question.id === questionId);
  const again =
    own && !questions.some((item) => item.questionId === questionId) ? buildQuestionItem(own, "step-done") : undefined;
  return { kind: "step", stepId, questionId, outcome: "pending", ...(again && { again }) };
}

/** A step was just done, later than the member was asked or answered: the only reason to ask in two rounds running. */
function listAfterSteps({ catalogue, stepsDone }: AgendaPlan, record: readonly OwnQuestion[]): readonly Chosen[] {
  const doneAt = new Map<string, Instant>();
  for (const { questionId, at } of stepsDone) {
    const id = currentId(catalogue, questionId);
    doneAt.set(id, Math.max(at, doneAt.get(id) ?? at));
  }
  return record
    .filter(({ question, answer, lastAsked }) => {
      const at = doneAt.get(question.id);
      if (at === undefined || !(answer || lastAsked)) return false;
      return (!answer || at > answer.at) && (!lastAsked || at > lastAsked.at);
    })
    .map((own) => ({ own, because: "step-done" }));
}

type Needed = Chosen & { readonly rank: number; readonly since: number };

/** Questions whose wording changed its meaning, gate questions unanswered, other unanswered, stale; but what waited for a whole pass goes first, so that none starves. */
function listNeeded(plan: AgendaPlan, record: readonly OwnQuestion[]): readonly Chosen[] {
  const pass = Math.ceil(record.length / Math.max(1, plan.questionsPerRound));
  const overdueBefore = plan.round - pass - REST_ROUNDS;
  const needed = record.flatMap((own) => classify(plan, own) ?? []).filter(({ own }) => isRested(plan, own));
  const overdue = needed.filter(({ since }) => since < overdueBefore);
  const others = needed.filter(({ since }) => since >= overdueBefore);
  return [
    ...overdue.sort((left, right) => left.since - right.since || left.own.place - right.own.place),
    ...others.sort(byClass),
  ];
}

const RANKS = { changedGate: 0, changed: 1, gate: 2, unanswered: 3, stale: 4 } as const;

function classify(plan: AgendaPlan, own: OwnQuestion): Needed | undefined {
  const { answer, question, lastAsked } = own;
  if (!answer || answer.reply.kind === "not-sure" || plan.lapsed?.has(question.id)) {
    const because = question.gate ? "gate" : "unanswered";
    return { own, because, rank: RANKS[because], since: lastAsked?.round ?? firstRoundAfter(plan, Number.NEGATIVE_INFINITY) };
  }
  if (isOutdated(question, answer.edition)) {
    const rank = question.gate ? RANKS.changedGate : RANKS.changed;
    return { own, because: "changed", rank, since: lastAsked?.round ?? firstRoundAfter(plan, answer.at) };
  }
  const asked = lastAsked?.round ?? firstRoundAfter(plan, answer.at);
  if (question.gate && answer.reply.kind === "not-applicable" && plan.round - asked > REST_ROUNDS) {
    return { own, because: "not-applicable", rank: RANKS.stale, since: asked };
  }
  if (isFresh(answer.at, { at: plan.now, freshFor: plan.freshFor })) return undefined;
  const since = Math.max(lastAsked?.round ?? 0, firstRoundAfter(plan, answer.at + plan.freshFor));
  return { own, because: "stale", rank: RANKS.stale, since };
}

/** The first round of the member's that came after an instant; this one when none did. */
function firstRoundAfter({ history, round }: AgendaPlan, at: Instant): number {
  return history.reduce((first, asked) => (asked.at > at ? Math.min(first, asked.round) : first), round);
}

/** Required before optional; then what was asked longest ago, or never; then the model's order. */
function byClass(left: Needed, right: Needed): number {
  return (
    left.rank - right.rank ||
    Number(left.own.question.optional) - Number(right.own.question.optional) ||
    (left.own.lastAsked?.round ?? 0) - (right.own.lastAsked?.round ?? 0) ||
    left.own.place - right.own.place
  );
}

/** Never in two rounds running; four rounds of rest after "skip" and "not sure". */
function isRested({ round }: Pick<AgendaPlan, "round">, { lastAsked }: OwnQuestion): boolean {
  if (!lastAsked) return true;
  const rest = lastAsked.outcome === "skipped" || lastAsked.outcome === "not-sure" ? REST_ROUNDS : 1;
  return round - lastAsked.round > rest;
}

/** One answered question that the team rates apart, else a weak one, after four rounds without being asked. */
function pickTeamTopic(plan: AgendaPlan, record: readonly OwnQuestion[], isTaken: (id: string) => boolean): Chosen | undefined {
  const rested = record
    .filter(({ question, answer, lastAsked }) => {
      const isAnswered = answer !== undefined && answer.reply.kind !== "not-sure";
      return isAnswered && !isTaken(question.id) && plan.round - (lastAsked?.round ?? 0) > REST_ROUNDS;
    })
    .sort((left, right) => (left.lastAsked?.round ?? 0) - (right.lastAsked?.round ?? 0) || left.place - right.place);
  const pick = (because: "split" | "weak", ids: readonly string[]): Chosen | undefined => {
    const current = new Set(ids.map((id) => currentId(plan.catalogue, id)));
    const own = rested.find(({ question }) => current.has(question.id));
    return own && { own, because };
  };
  return pick("split", plan.splits) ?? pick("weak", plan.weak);
}

function firstOfEach(chosen: readonly Chosen[]): readonly Chosen[] {
  const seen = new Set<string>();
  return chosen.filter(({ own }) => !seen.has(own.question.id) && seen.add(own.question.id));
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

/** The fields of a check-in that its caller decides. Status, position and revision follow from them. */
export type NewCheckIn = Omit<CheckIn, "status" | "position" | "revision" | "finishedAt" | "sealedAt"> & {
  /** True: the first card asks whether to answer everything now or to spread it over the rounds. */
  readonly offersBaseline?: boolean;
};

/**
 * Returns an open check-in at its first pending item, or at the offer, with revision 1. Without a pending item there
 * is nothing to ask, so it is finished at once.
 */
export function buildCheckIn({ offersBaseline = false, ...fields }: NewCheckIn): CheckIn {
  const first = firstPending(fields.items);
  if (!first) return { ...fields, status: "finished", position: { on: "summary" }, revision: 1, finishedAt: fields.openedAt };
  return { ...fields, status: "open", position: offersBaseline ? { on: "offer" } : positionOf(first), revision: 1 };
}

/**
 * Returns the check-in with `items` as its remaining agenda, as the effect `extend-agenda` asks for. What was
 * answered, skipped or reported on is kept, and so is the revision.
 */
export function extendAgenda(checkIn: CheckIn, items: readonly AgendaItem[]): CheckIn {
  const kept = checkIn.items.filter((item) => item.kind === "step" || item.outcome !== "pending");
  const added = items.filter((item) => item.kind === "question" && !findQuestionItem(kept, item.questionId));
  const all = [...kept, ...added];
  const first = firstPending(all);
  return { ...checkIn, items: all, position: first ? positionOf(first) : checkIn.position };
}
