/**
 * What all cards of a check-in share: its data, its name, the member's place in it, the titles of questions, and the words
 * for a reply.
 */
import { type Catalogue, findQuestion, type Question } from "../../../core/catalogue/catalogue.ts";
import type { AgendaItem, CheckIn } from "../../../core/check-in/check-in.ts";
import type { Step } from "../../../core/next-steps/step.ts";
import type { Reply } from "../../../core/reply.ts";
import type { Team } from "../../../core/team.ts";
import type { Instant, Zone } from "../../../core/time.ts";
import type { Element, Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";

/** Everything that a card of a check-in is drawn from. */
export type CheckInView = {
  readonly checkIn: CheckIn;
  readonly team: Team;
  readonly catalogue: Catalogue;
  /** The member's zone, for dates. */
  readonly zone: Zone;
  /** The steps that the agenda asks after, by id. */
  readonly steps: ReadonlyMap<string, Step>;
  /** Until when the round waits for the member; undefined where no window runs. */
  readonly windowEndsAt?: Instant;
  /** Whether the limit of messages left the member out of the team's round before, which the first card says. */
  readonly leftOutBefore?: boolean;
  /** When the operator last took the team's answers away with names, where the member is to be told of it on this card. */
  readonly namedExport?: NamedExport;
  /** How many of the questions meant for the member are answered so far; shown with the summary. */
  readonly baseline?: { readonly answered: number; readonly total: number };
  /** How many questions the whole assessment has for the member; asked for on the offer. */
  readonly assessmentLength?: number;
  /** The greeting that the offer brings along, for a member who was not greeted before. */
  readonly greeting?: Message;
};

/** An export by the operator that named who answered what. */
export type NamedExport = { readonly at: Instant; readonly privateNotes: boolean };

/** Says once that the operator exported the team's answers with names; nothing where they did not. */
export function buildNamedExport(voice: Voice, { namedExport, zone }: CheckInView): readonly Element[] {
  if (!namedExport) return [];
  const date = voice.date(namedExport.at, zone);
  const id = namedExport.privateNotes ? "check-in.exported.notes" : "check-in.exported.answers";
  return [{ kind: "paragraph", text: voice.runs(id, { date }), tone: "warning" }];
}

/** Says on the first card that the member was not asked last time, because the week had no room for it. */
export function buildLeftOut(voice: Voice, { leftOutBefore }: CheckInView): readonly Element[] {
  return leftOutBefore === true ? [{ kind: "paragraph", text: voice.say("check-in.left-out"), tone: "quiet" }] : [];
}

/** Returns the heading of a check-in: the team, and the dimension where only one is walked. */
export function nameCheckIn(voice: Voice, { checkIn, team, catalogue }: CheckInView): string {
  const dimension = catalogue.dimensions.find((candidate) => candidate.id === checkIn.dimensionId);
  if (dimension) return voice.say("check-in.title-dimension", { team: team.name, dimension: voice.of(dimension.title) });
  return voice.say(checkIn.kind === "assessment" ? "check-in.title-assessment" : "check-in.title", { team: team.name });
}

/** Returns the 1-based place of the current item and the number of items. On the offer and the summary the place is the last. */
export function locateItem({ checkIn }: CheckInView): { readonly position: number; readonly total: number } {
  const index = checkIn.items.findIndex((item) => isCurrent(checkIn, item));
  const total = checkIn.items.length;
  return { position: index < 0 ? total : index + 1, total };
}

function isCurrent({ position }: CheckIn, item: AgendaItem): boolean {
  if (position.on === "question") return item.kind === "question" && item.questionId === position.questionId;
  if (position.on === "step") return item.kind === "step" && item.stepId === position.stepId;
  return false;
}

/**
 * Returns code and title of a question as this edition words it. Where the edition no longer has it, its id is the
 * code and the title is empty.
 */
export function titleOf(
  voice: Voice,
  catalogue: Catalogue,
  questionId: string,
): { readonly code: string; readonly title: string } {
  const question = findQuestion(catalogue, questionId);
  return { code: question?.code ?? questionId, title: question ? voice.of(question.title) : "" };
}

/** Returns a reply in words: the label of the worded answer, "Not sure", or "Not applicable" with its reason. */
export function nameReply(voice: Voice, question: Question, reply: Reply): string {
  switch (reply.kind) {
    case "rating":
      return voice.of(question.answers[reply.rating].label);
    case "not-sure":
      return voice.say("check-in.label.not-sure");
    case "not-applicable":
      return voice.say("check-in.label.not-applicable", { reason: voice.say(`check-in.reason.${reply.reason}`) });
  }
}
