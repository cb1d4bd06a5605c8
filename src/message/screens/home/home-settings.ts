/** A person's own settings: reminders, nudges, away, language, privacy. The current value has no button. */
import { LOCALES, type Locale } from "../../../core/locale.ts";
import type { ReminderLevel } from "../../../core/team.ts";
import type { Button, Element, Fact } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";

/** A person's own settings as they are now. */
export type HomeSettings = {
  readonly reminders: ReminderLevel;
  readonly nudges: boolean;
  readonly locale: Locale;
  /** The day in words; undefined while the person is not away. */
  readonly awayUntil?: string;
  /** Absences to come, each in words. */
  readonly planned?: readonly string[];
};

const LEVELS = ["off", "light", "standard"] as const satisfies readonly ReminderLevel[];

/** Shows a person's settings, with a button for each value that is not the current one. */
export function buildHomeSettings(voice: Voice, settings: HomeSettings): readonly Element[] {
  const { reminders, nudges, locale, awayUntil, planned = [] } = settings;
  const facts: readonly Fact[] = [
    { label: voice.say("home.settings.reminders"), value: voice.say(`home.settings.level.${reminders}`) },
    { label: voice.say("home.settings.nudges"), value: voice.say(nudges ? "home.settings.on" : "home.settings.off") },
    {
      label: voice.say("home.settings.away"),
      value: [
        awayUntil === undefined ? voice.say("home.settings.here") : voice.say("home.settings.away-until", { at: awayUntil }),
        ...planned,
      ].join("; "),
    },
    { label: voice.say("home.settings.language"), value: voice.say(`words.language.${locale}`) },
  ];
  return [
    { kind: "divider" },
    { kind: "heading", text: voice.say("home.settings.title") },
    { kind: "facts", items: facts },
    { kind: "buttons", buttons: buildButtons(voice, settings) },
  ];
}

function buildButtons(voice: Voice, { reminders, nudges, locale }: HomeSettings): readonly Button[] {
  const levels = LEVELS.filter((level) => level !== reminders).map((level): Button => ({
    label: voice.say(`home.button.reminders-${level}`),
    action: { act: "set-reminders", level },
  }));
  const languages = LOCALES.filter((each) => each !== locale).map((each): Button => ({
    label: voice.say(`words.language.${each}`),
    action: { act: "set-language", locale: each },
  }));
  return [
    ...levels,
    { label: voice.say(nudges ? "home.button.nudges-off" : "home.button.nudges-on"), action: { act: "set-nudges", on: !nudges } },
    { label: voice.say("home.button.away"), action: { act: "open-form", form: { form: "away" } } },
    ...languages,
    { label: voice.say("home.button.privacy"), action: { act: "command", line: "privacy" } },
  ];
}
