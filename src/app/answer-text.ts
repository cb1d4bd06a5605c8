/** Decides what a direct message that is no command becomes: an answer, a number that was asked for, or a note to the open question. */
import type { Call } from "./call.ts";
import { findAskedQuestion } from "./check-in/asked-question.ts";
import { offerAsNote } from "./check-in/offer-note.ts";
import { takeTypedAnswer } from "./check-in/typed-answer.ts";
import type { Nearly } from "./commands/command-line.ts";
import type { Outcome } from "./request.ts";
import { findAsk, takeTypedNumber } from "./value/take-reading.ts";

/**
 * Takes a number for the newest of what waits for one, a question or a reading; any other text is offered as a note.
 * `nearly`: the command that it almost is.
 */
export async function answerText(call: Call, text: string, nearly: Nearly | undefined): Promise<Outcome> {
  return (await takeAnswer(call, text)) ?? (await takeTypedNumber(call, text)) ?? offerAsNote(call, text, nearly);
}

async function takeAnswer(call: Call, text: string): Promise<Outcome | undefined> {
  const asked = await findAskedQuestion(call);
  const ask = asked && (await findAsk(call));
  if (!asked || (ask && ask.askedAt > asked.checkIn.openedAt)) return undefined;
  return takeTypedAnswer(call, text, asked);
}
