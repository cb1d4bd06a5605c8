/** Settings that are one person's own: reminders and nudges, language, leaving. */
import { LOCALES } from "../../../core/locale.ts";
import type { Person, ReminderLevel, Team } from "../../../core/team.ts";
import type { Button, Element, Message } from "../../message.ts";
import { type Text, toPlain } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";

/** The reminder levels in the order in which they are offered. */
export const REMINDER_LEVELS = ["off", "light", "standard"] as const satisfies readonly ReminderLevel[];

/**
 * Shows the reminder level and whether nudges are on, with buttons to change them. `said` is a sentence about what
 * just changed and comes first.
 */
export function buildReminders(
  voice: Voice,
  { person, said }: { readonly person: Pick<Person, "reminders" | "nudges">; readonly said?: Text },
): Message {
  const values = {
    level: voice.say(`words.reminders.${person.reminders}`),
    nudges: voice.say(person.nudges ? "personal.nudges.on" : "personal.nudges.off"),
  };
  const levels = REMINDER_LEVELS.filter((level) => level !== person.reminders).map((level): Button => ({
    label: voice.say(`personal.reminders.level.${level}`),
    action: { act: "set-reminders", level },
  }));
  const nudges: Button = {
    label: voice.say(person.nudges ? "personal.nudges.turn-off" : "personal.nudges.turn-on"),
    action: { act: "set-nudges", on: !person.nudges },
  };
  const now: Element = { kind: "paragraph", text: voice.runs("personal.reminders.now", values) };
  return say(voice, said ?? toPlain(voice.runs("personal.reminders.now", values)), [
    ...(said === undefined ? [] : [now]),
    { kind: "paragraph", text: voice.say("personal.reminders.what"), tone: "quiet" },
    { kind: "buttons", buttons: [...levels, nudges] },
  ]);
}

/** Shows the language in use and offers the others in their own words. `said` replaces the sentence about the current one. */
export function buildLanguage(voice: Voice, said?: string): Message {
  const buttons = LOCALES.filter((locale) => locale !== voice.locale).map((locale): Button => ({
    label: voice.say(`words.language.${locale}`),
    action: { act: "set-language", locale },
  }));
  const now = voice.runs("personal.language.now", { language: voice.say(`words.language.${voice.locale}`) });
  return say(voice, said ?? now, [{ kind: "buttons", buttons }]);
}

/** Asks whether to leave the team. `last` warns that nobody else is in it. */
export function buildLeaveQuestion(voice: Voice, { team, last }: { readonly team: Team; readonly last: boolean }): Message {
  const hints: readonly Element[] = [
    ...(team.privacy === "private"
      ? [{ kind: "paragraph" as const, text: voice.say("personal.leave.ask-private"), tone: "quiet" as const }]
      : []),
    ...(last ? [{ kind: "paragraph" as const, text: voice.say("personal.leave.last-one"), tone: "warning" as const }] : []),
  ];
  return say(voice, voice.runs("personal.leave.ask", { team: team.name }), [
    ...hints,
    {
      kind: "buttons",
      buttons: [
        { label: voice.say("personal.leave.yes"), action: { act: "confirm-leave", teamId: team.id }, style: "danger" },
        { label: voice.say("personal.leave.no"), action: { act: "dismiss" } },
      ],
    },
  ]);
}

function say(voice: Voice, text: Text, rest: readonly Element[]): Message {
  return { locale: voice.locale, summary: toPlain(text), elements: [{ kind: "paragraph", text }, ...rest] };
}
