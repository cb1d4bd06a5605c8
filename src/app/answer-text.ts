/** Decides what a direct message that is no command becomes: a number that was asked for, or a note to the open question. */
import type { Call } from "./call.ts";
import { offerAsNote } from "./check-in/offer-note.ts";
import type { Nearly } from "./commands/command-line.ts";
import type { Outcome } from "./request.ts";
import { takeTypedNumber } from "./value/take-reading.ts";

/** Takes a number for the question that waits for one; any other text is offered as a note. `nearly`: the command that it almost is. */
export async function answerText(call: Call, text: string, nearly: Nearly | undefined): Promise<Outcome> {
  return (await takeTypedNumber(call, text)) ?? offerAsNote(call, text, nearly);
}
