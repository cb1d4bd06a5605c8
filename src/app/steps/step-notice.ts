/** Builds answers about one step. The answer to a nudge replaces the nudge. */
import type { Step } from "../../core/next-steps/step.ts";
import type { Button, Message, Tone } from "../../message/message.ts";
import { type StepSubject, type StepWords, wordDue, wordStep } from "../../message/screens/steps/step-words.ts";
import type { Text } from "../../message/text.ts";
import type { TeamCall } from "../call.ts";
import { buildNotice } from "../notices.ts";
import { findLivePost, queueEdit } from "../posting.ts";
import type { Outcome } from "../request.ts";

/** What a sentence about a step may name: its question, its wording and its due date. */
export type StepValues = StepWords & { readonly due: string };

/** An answer about one step: a sentence that gets the step's values, with buttons. */
export type StepNotice = {
  readonly text: (values: StepValues) => Text;
  readonly about: StepSubject & Partial<Pick<Step, "due">>;
  readonly buttons?: readonly Button[];
  readonly tone?: Tone;
};

/** Builds the message with the step's question, wording and due date in the voice's language. */
export function buildStepNotice({ voice, catalogue }: TeamCall, { text, about, ...rest }: StepNotice): Message {
  const values = { ...wordStep(voice, catalogue, about), due: wordDue(voice, about.due) };
  return buildNotice(voice, text(values), rest);
}

/** Answers in the place of the nudge that led here, if there is one; otherwise with a notice to the author alone. */
export async function answerStep(call: TeamCall, notice: StepNotice, fromNudge = false): Promise<Outcome> {
  const message = buildStepNotice(call, notice);
  const nudge = fromNudge ? await findLivePost(call, "nudge", call.membership.id) : undefined;
  if (!nudge) return { notice: message };
  await queueEdit(call, nudge, message);
  return { card: message };
}

/** Builds a button that starts a check-in, to answer the question of a step again. */
export function againButton({ voice, team }: TeamCall): Button {
  const action = { act: "command", line: "checkin", teamId: team.id } as const;
  return { label: voice.say("steps.button.answer-again"), action, style: "primary" };
}

/** Builds a button that shows more suggestions. */
export function nextButton({ voice, team }: TeamCall): Button {
  return { label: voice.say("steps.button.more"), action: { act: "command", line: "next", teamId: team.id } };
}

/** Builds a button that shows the team's steps. */
export function stepsButton({ voice, team }: TeamCall): Button {
  return { label: voice.say("steps.button.mine"), action: { act: "command", line: "steps", teamId: team.id } };
}
