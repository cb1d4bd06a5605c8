/** Answers words that should have been a date. */
import { toEpochDay, toLocalDate } from "../../core/schedule/calendar.ts";
import type { LocalDate } from "../../core/time.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { DateSpan } from "./date-span.ts";
import type { DateWords } from "./date-words.ts";

/** Words that could not be used as a date, by what is wrong with them. */
export type WrongDate = Extract<DateWords, { kind: "unclear" | "past" | "too-far" }> | Extract<DateSpan, { kind: "backwards" }>;

/** Says what is wrong with the words, and gives an example of a date that works. `today` is the reader's local date. */
export function wordWrongDate(
  voice: Voice,
  wrong: WrongDate,
  about: { readonly words: string; readonly today: LocalDate },
): string {
  switch (wrong.kind) {
    case "unclear":
      return voice.say("schedule.date.unclear", {
        words: about.words.slice(0, 40),
        example: toLocalDate(toEpochDay(about.today) + 14),
      });
    case "backwards":
      return voice.say("schedule.date.backwards", { first: voice.localDate(wrong.first), last: voice.localDate(wrong.last) });
    case "past":
    case "too-far":
      return voice.say(`schedule.date.${wrong.kind}`, { date: voice.localDate(wrong.date) });
  }
}
