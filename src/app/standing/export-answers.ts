/** Lists the answers of an export: a person's own, everybody's in open mode, or what was shared, without its author. */
import type { Answer } from "../../core/answer.ts";
import type { Catalogue } from "../../core/catalogue/catalogue.ts";
import { currentId } from "../../core/check-in/own-record.ts";
import { toAnswerNumber } from "../../core/rating.ts";
import { toLocal } from "../../core/schedule/local-time.ts";
import type { Confirmation } from "../../core/standing/records.ts";
import type { Zone } from "../../core/time.ts";
import type { ExportedAnswer, ExportedRemark } from "../../message/screens/export/export-document.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { CheckInOrigin } from "../ports/check-in-store.ts";
import type { Wording } from "./export-wording.ts";

/** Everything that is needed to name what the answers of one piece refer to. */
export type AnswersToExport = {
  readonly voice: Voice;
  readonly wording: Wording;
  /** The ids of answers that no later one of the same person superseded. */
  readonly current: ReadonlySet<string>;
  /** By membership id. */
  readonly names: ReadonlyMap<string, string>;
  /** By check-in id. */
  readonly origins: ReadonlyMap<string, CheckInOrigin>;
  /** By round id. */
  readonly roundNumbers: ReadonlyMap<string, number>;
  /** The one whose private notes may be told; undefined: nobody's. */
  readonly ownMembershipId: string | undefined;
};

/** Returns the answer with its wording in the voice's language. A private note is included only for its author. */
export function toExportedAnswer(answer: Answer, from: AnswersToExport): ExportedAnswer {
  const origin = from.origins.get(answer.checkInId);
  const round = origin?.roundId === undefined ? undefined : from.roundNumbers.get(origin.roundId);
  const note = answer.noteShared || answer.membershipId === from.ownMembershipId ? answer.note : undefined;
  return {
    ...from.wording.word(answer.edition, answer.questionId),
    at: new Date(answer.at).toISOString(),
    person: from.names.get(answer.membershipId) ?? "",
    ...(round !== undefined && { round }),
    ...(origin && { checkIn: origin.kind }),
    ...wordReply(answer, from),
    ...(note !== undefined && { note, noteShared: answer.noteShared ?? false }),
    ...(answer.evidence !== undefined && { evidence: answer.evidence }),
    superseded: !from.current.has(answer.id),
  };
}

function wordReply(
  { reply, edition, questionId }: Answer,
  { voice, wording }: AnswersToExport,
): Pick<ExportedAnswer, "reply" | "answerNumber" | "points" | "answer" | "reason"> {
  switch (reply.kind) {
    case "rating": {
      const option = wording.find(edition, questionId)?.answers[reply.rating];
      const answerNumber = toAnswerNumber(reply.rating);
      const answer = option ? voice.of(option.text) : String(answerNumber);
      return { reply: "rating", answerNumber, points: reply.rating, answer };
    }
    case "not-sure":
      return { reply: "not-sure", answer: voice.say("words.not-sure") };
    case "not-applicable":
      return { reply: "not-applicable", answer: voice.say("words.not-applicable"), reason: reply.reason };
    default:
      return reply satisfies never;
  }
}

/** The current answers of a team, and what tells whether their links are confirmed. */
export type RemarksToExport = {
  readonly wording: Wording;
  readonly answers: readonly Answer[];
  readonly zone: Zone;
  readonly confirmations: readonly Confirmation[];
  readonly catalogue: Catalogue;
};

/**
 * Lists the shared notes and evidence links of current answers, with only the date in the zone: no author, and no rating
 * beside them.
 */
export function listExportedRemarks({
  wording,
  answers,
  zone,
  confirmations,
  catalogue,
}: RemarksToExport): readonly ExportedRemark[] {
  return answers
    .flatMap((answer): readonly ExportedRemark[] => {
      const note = answer.noteShared ? answer.note : undefined;
      const { evidence, questionId } = answer;
      if (note === undefined && evidence === undefined) return [];
      const isSame = (id: string) => currentId(catalogue, id) === currentId(catalogue, questionId);
      const confirmed = confirmations.some((word) => isSame(word.questionId) && word.evidence === evidence);
      return [
        {
          ...wording.word(answer.edition, questionId),
          date: toLocal(answer.at, zone).date,
          ...(note !== undefined && { note }),
          ...(evidence !== undefined && { evidence }),
          confirmed,
        },
      ];
    })
    .sort((left, right) => compareWords(left.code, right.code) || compareWords(left.date, right.date));
}

function compareWords(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
