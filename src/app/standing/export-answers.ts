/** Lists the answers of an export: a person's own, everybody's in open mode, or what was shared, without its author. */
import { type Answer, currentAnswers } from "../../core/answer.ts";
import type { Catalogue } from "../../core/catalogue/catalogue.ts";
import type { CheckIn } from "../../core/check-in/check-in.ts";
import { currentId } from "../../core/check-in/own-record.ts";
import { toLocal } from "../../core/schedule/local-time.ts";
import type { Confirmation } from "../../core/standing/records.ts";
import type { Instant, Zone } from "../../core/time.ts";
import type { ExportedAnswer, ExportedRemark } from "../../message/screens/export/export-document.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { Wording } from "./export-wording.ts";

/** The answers that are exported, with everything that is needed to name what they refer to. */
export type AnswersToExport = {
  readonly voice: Voice;
  readonly wording: Wording;
  readonly answers: readonly Answer[];
  readonly now: Instant;
  /** By membership id. */
  readonly names: ReadonlyMap<string, string>;
  /** By id. */
  readonly checkIns: ReadonlyMap<string, CheckIn>;
  /** By round id. */
  readonly roundNumbers: ReadonlyMap<string, number>;
  /** The one whose private notes may be told; undefined: nobody's. */
  readonly ownMembershipId?: string;
};

/**
 * Lists every answer with its wording in the voice's language, sorted by the question's code and then by time in UTC. A
 * private note is included only for its author.
 */
export function listExportedAnswers(from: AnswersToExport): readonly ExportedAnswer[] {
  const current = new Set(currentAnswers(from.answers, from.now).map(({ id }) => id));
  return from.answers
    .map((answer) => toExported(answer, from, !current.has(answer.id)))
    .sort((left, right) => compareWords(left.code, right.code) || compareWords(left.at, right.at));
}

function toExported(answer: Answer, from: AnswersToExport, superseded: boolean): ExportedAnswer {
  const checkIn = from.checkIns.get(answer.checkInId);
  const round = checkIn?.roundId === undefined ? undefined : from.roundNumbers.get(checkIn.roundId);
  const note = answer.noteShared || answer.membershipId === from.ownMembershipId ? answer.note : undefined;
  return {
    ...from.wording.word(answer.edition, answer.questionId),
    at: new Date(answer.at).toISOString(),
    person: from.names.get(answer.membershipId) ?? "",
    ...(round !== undefined && { round }),
    ...(checkIn && { checkIn: checkIn.kind }),
    ...wordReply(answer, from),
    ...(note !== undefined && { note, noteShared: answer.noteShared ?? false }),
    ...(answer.evidence !== undefined && { evidence: answer.evidence }),
    superseded,
  };
}

function wordReply(
  { reply, edition, questionId }: Answer,
  { voice, wording }: AnswersToExport,
): Pick<ExportedAnswer, "reply" | "rating" | "answer" | "reason"> {
  switch (reply.kind) {
    case "rating": {
      const option = wording.find(edition, questionId)?.answers[reply.rating];
      return { reply: "rating", rating: reply.rating, answer: option ? voice.of(option.text) : String(reply.rating) };
    }
    case "not-sure":
      return { reply: "not-sure", answer: voice.say("words.not-sure") };
    case "not-applicable":
      return { reply: "not-applicable", answer: voice.say("words.not-applicable"), reason: reply.reason };
    default:
      return reply satisfies never;
  }
}

/**
 * Lists the shared notes and evidence links that are current, with only the date in the zone: no author, and no rating
 * beside them.
 */
export function listExportedRemarks(
  from: AnswersToExport,
  {
    zone,
    confirmations,
    catalogue,
  }: { readonly zone: Zone; readonly confirmations: readonly Confirmation[]; readonly catalogue: Catalogue },
): readonly ExportedRemark[] {
  return currentAnswers(from.answers, from.now)
    .flatMap((answer): readonly ExportedRemark[] => {
      const note = answer.noteShared ? answer.note : undefined;
      const { evidence, questionId } = answer;
      if (note === undefined && evidence === undefined) return [];
      const isSame = (id: string) => currentId(catalogue, id) === currentId(catalogue, questionId);
      const confirmed = confirmations.some((word) => isSame(word.questionId) && word.evidence === evidence);
      return [
        {
          ...from.wording.word(answer.edition, questionId),
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
