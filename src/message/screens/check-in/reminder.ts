/** The reminder of an open check-in, which leads back to the card where the member stopped. */
import type { CheckIn } from "../../../core/check-in/check-in.ts";
import type { Team } from "../../../core/team.ts";
import type { Instant, Zone } from "../../../core/time.ts";
import type { Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import { tell } from "../tell.ts";

/** The open check-in that a reminder is about. */
export type ReminderView = {
  readonly checkIn: CheckIn;
  readonly team: Pick<Team, "name">;
  /** When the member's window ends. */
  readonly until: Instant;
  /** The member's. */
  readonly zone: Zone;
};

/**
 * Says how many questions are left and until when, with buttons to go on and to turn reminders off. It speaks of the
 * reader's own check-in alone.
 */
export function buildReminder(voice: Voice, { checkIn, team, until, zone }: ReminderView): Message {
  const total = checkIn.items.length;
  const left = checkIn.items.filter((item) => item.outcome === "pending").length;
  const values = { team: team.name, total, left, until: voice.dateTime(until, zone) };
  const text = voice.runs(left === total ? "rounds.reminder.text-untouched" : "rounds.reminder.text", values);
  return tell(voice, text, [
    {
      kind: "buttons",
      buttons: [
        {
          label: voice.say("rounds.reminder.go-on"),
          action: { act: "show-check-in", checkInId: checkIn.id },
          style: "primary",
        },
        { label: voice.say("rounds.reminder.fewer"), action: { act: "set-reminders", level: "off" } },
      ],
    },
  ]);
}

/** Takes the place of a reminder that is no longer needed, on front ends that cannot delete a message. */
export function buildReminderGone(voice: Voice, team: Pick<Team, "name">): Message {
  const text = voice.say("rounds.reminder.gone", { team: team.name });
  return { locale: voice.locale, summary: text, elements: [{ kind: "paragraph", text, tone: "quiet" }] };
}
