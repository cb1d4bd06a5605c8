/** Tells leads for which year the public holidays that their team observes are not known yet. */
import type { Team } from "../../../core/team.ts";
import type { Message } from "../../message.ts";
import { toPlain } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameCountry } from "./country-names.ts";

/** A team, and the first year of which nothing is known. */
export type UnknownHolidays = { readonly team: Team; readonly country: string; readonly year: number };

/** Says that people will be asked on public holidays of that year, with a button to the schedule's days off. */
export function buildUnknownHolidays(voice: Voice, { team, country, year }: UnknownHolidays): Message {
  const values = { team: team.name, country: nameCountry(voice.locale, country), year: String(year) };
  const text = voice.runs("rounds.holidays.unknown", values);
  const form = { form: "schedule", teamId: team.id, revision: team.revision } as const;
  return {
    locale: voice.locale,
    summary: toPlain(text),
    elements: [
      { kind: "paragraph", text },
      {
        kind: "buttons",
        buttons: [
          { label: voice.say("rounds.holidays.button"), action: { act: "open-form", form } },
          { label: voice.say("words.close"), action: { act: "dismiss" } },
        ],
      },
    ],
  };
}
