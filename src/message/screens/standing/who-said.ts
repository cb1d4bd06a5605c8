/** Shows who said what. Only teams in open mode have it. */

import { type Catalogue, findQuestion } from "../../../core/catalogue/catalogue.ts";
import { toAnswerNumber } from "../../../core/rating.ts";
import type { Reply } from "../../../core/reply.ts";
import type { Element } from "../../message.ts";
import type { Run } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameQuestion } from "./names.ts";

/** One person's reply to one question. It may be shown in open mode alone. */
export type SaidByName = { readonly questionId: string; readonly person: string; readonly reply: Reply };

/**
 * Lists who said what, in the model's order, and nothing where nobody said anything. The caller must pass replies of
 * teams in open mode alone.
 */
export function buildWhoSaid(voice: Voice, catalogue: Catalogue, said: readonly SaidByName[]): readonly Element[] {
  const questions = catalogue.dimensions.flatMap(({ sections }) => sections.flatMap(({ questions }) => questions));
  const items = questions.flatMap(({ id }): readonly (readonly Run[])[] => {
    const ofQuestion = said.filter((each) => (catalogue.renamed[each.questionId] ?? each.questionId) === id);
    if (ofQuestion.length === 0) return [];
    const replies = ofQuestion.map((each) =>
      voice.say("standing.said.one", { person: each.person, reply: sayReply(voice, catalogue, each) }),
    );
    return [[{ text: nameQuestion(voice, catalogue, id), style: "bold" }, { text: ` ${replies.join(" · ")}` }]];
  });
  return items.length === 0
    ? []
    : [{ kind: "fold", title: voice.say("standing.said.title"), elements: [{ kind: "list", items }] }];
}

function sayReply(voice: Voice, catalogue: Catalogue, { questionId, reply }: SaidByName): string {
  switch (reply.kind) {
    case "rating": {
      const option = findQuestion(catalogue, questionId)?.answers[reply.rating];
      return voice.say("standing.said.rating", {
        label: option ? voice.of(option.label) : "",
        rating: toAnswerNumber(reply.rating),
      });
    }
    case "not-sure":
      return voice.say("words.not-sure");
    case "not-applicable":
      return voice.say("words.not-applicable");
    default:
      return reply satisfies never;
  }
}
