/** The one message of a check-in, which shows the member whatever position it has reached. */
import type { Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import { buildOfferCard, buildPausedCard } from "./check-in-breaks.ts";
import { buildQuestionCard } from "./check-in-question.ts";
import { buildStepCard } from "./check-in-step.ts";
import { buildSummaryCard } from "./check-in-summary.ts";
import type { CheckInView } from "./check-in-view.ts";

/** Returns the one card of a check-in as it is now: paused, or at the offer, a question, a step or the summary. */
export function buildCheckInCard(voice: Voice, view: CheckInView): Message {
  const { checkIn } = view;
  if (checkIn.status === "paused") return buildPausedCard(voice, view);
  switch (checkIn.position.on) {
    case "offer":
      return buildOfferCard(voice, view);
    case "question":
      return buildQuestionCard(voice, view, checkIn.position.questionId);
    case "step":
      return buildStepCard(voice, view, checkIn.position.stepId);
    case "summary":
      return buildSummaryCard(voice, view);
  }
}
