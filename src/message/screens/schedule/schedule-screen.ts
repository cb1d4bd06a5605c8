/** `schedule`: the cadence and the next five times in words, before anything is saved. */
import type { Team } from "../../../core/team.ts";
import type { Instant, Zone } from "../../../core/time.ts";
import type { Button, Element, Fact, Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameCountry } from "./country-names.ts";
import { runCadence, sayCadence, sayDay, sayMomentIn, sayWindow } from "./schedule-words.ts";

/** A team with the schedule to show, and when the reader would be asked. */
export type ScheduleData = {
  /** With the schedule that is shown. */
  readonly team: Team;
  /** The next five for the reader, and the reader's zone. */
  readonly times: readonly Instant[];
  readonly zone: Zone;
  readonly now: Instant;
  /** The last year for which the country's public holidays were announced; undefined where every year is known. */
  readonly holidaysKnownUntil?: number | undefined;
};

/** Shows a team's schedule, a pause if there is one, and the next times in the reader's zone. */
export function buildScheduleView(voice: Voice, data: ScheduleData): Message {
  const { team } = data;
  const context = { form: "schedule" as const, teamId: team.id, revision: team.revision };
  const change: Button = { label: voice.say("schedule.button.change"), action: { act: "open-form", form: context } };
  return {
    locale: voice.locale,
    summary: voice.say("schedule.summary", { team: team.name, cadence: sayCadence(voice, team.schedule) }),
    elements: [
      { kind: "heading", text: voice.say("schedule.title", { team: team.name }) },
      { kind: "facts", items: listFacts(voice, data) },
      ...buildPause(voice, data),
      ...buildTimes(voice, "schedule.next", data),
      { kind: "buttons", buttons: [change, buildPauseButton(voice, data)] },
    ],
  };
}

/** Shows a changed schedule before it is saved. `code` is the encoded schedule that the Save button carries. */
export function buildSchedulePreview(voice: Voice, data: ScheduleData & { readonly code: string }): Message {
  const { team, code } = data;
  return {
    locale: voice.locale,
    summary: voice.say("schedule.preview.summary", { team: team.name }),
    elements: [
      { kind: "heading", text: voice.say("schedule.preview.title", { team: team.name }) },
      { kind: "facts", items: listFacts(voice, data) },
      ...buildPause(voice, data),
      ...buildTimes(voice, "schedule.next-preview", data),
      { kind: "paragraph", text: voice.say("schedule.preview.unsaved"), tone: "quiet" },
      {
        kind: "buttons",
        buttons: [
          {
            label: voice.say("schedule.button.save"),
            action: { act: "save-schedule", teamId: team.id, revision: team.revision, schedule: code },
            style: "primary",
          },
          { label: voice.say("words.cancel"), action: { act: "dismiss" } },
        ],
      },
    ],
  };
}

type Row = "cadence" | "clock" | "window" | "working-days" | "holidays" | "country" | "quiet";

function listFacts(voice: Voice, { team: { schedule }, holidaysKnownUntil }: ScheduleData): readonly Fact[] {
  const { zone, oneZone, windowHours, workingDays, holidays, holidayCountry, quietHours } = schedule;
  const row = (id: Row, value: Fact["value"]): Fact => ({ label: voice.say(`schedule.row.${id}`), value });
  return [
    row("cadence", runCadence(voice, schedule)),
    row("clock", voice.say(oneZone ? "schedule.clock.one" : "schedule.clock.own", { zone })),
    row("window", sayWindow(voice, windowHours)),
    row("working-days", voice.list(workingDays.map((day) => voice.say(`words.weekday-short.${day}`)))),
    ...(holidays.length > 0 ? [row("holidays", voice.list(holidays.map((date) => voice.localDate(date))))] : []),
    ...(holidayCountry ? [row("country", sayCountry(voice, holidayCountry, holidaysKnownUntil))] : []),
    ...(quietHours ? [row("quiet", voice.say("schedule.quiet", quietHours))] : []),
  ];
}

/** "China (known to the end of 2026)" */
function sayCountry(voice: Voice, code: string, year: number | undefined): string {
  const country = nameCountry(voice.locale, code);
  return year === undefined ? country : voice.say("schedule.country-until", { country, year: String(year) });
}

function buildTimes(
  voice: Voice,
  intro: "schedule.next" | "schedule.next-preview",
  { times, zone }: ScheduleData,
): readonly Element[] {
  if (times.length === 0) return [];
  return [
    { kind: "paragraph", text: voice.say(intro, { zone }) },
    { kind: "list", items: times.map((at) => sayMomentIn(voice, at, zone)), ordered: true },
  ];
}

function isPaused({ team, now }: ScheduleData): boolean {
  return team.pausedUntil !== undefined && team.pausedUntil > now;
}

function buildPause(voice: Voice, data: ScheduleData): readonly Element[] {
  const { team } = data;
  if (!isPaused(data) || team.pausedUntil === undefined) return [];
  const text = Number.isFinite(team.pausedUntil)
    ? voice.runs("schedule.paused-until", { team: team.name, date: sayDay(voice, team.pausedUntil, team.schedule.zone) })
    : voice.runs("schedule.paused", { team: team.name });
  return [{ kind: "paragraph", text, tone: "warning" }];
}

function buildPauseButton(voice: Voice, data: ScheduleData): Button {
  const { team } = data;
  if (isPaused(data)) {
    return { label: voice.say("schedule.button.resume"), action: { act: "command", line: "resume", teamId: team.id } };
  }
  return { label: voice.say("schedule.button.pause"), action: { act: "open-form", form: { form: "pause", teamId: team.id } } };
}
