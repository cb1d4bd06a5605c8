/** Names a reply in one language. */
import type { Question } from "../../../core/catalogue/catalogue.ts";
import type { Reply } from "../../../core/reply.ts";
import type { Voice } from "../../voice/voice.ts";

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
