/** What a person sees of their absences: the one that has begun, those to come, and the form for one of them. */
import type { Absence } from "../../../core/team.ts";
import { DAY_MS, type Instant, type LocalDate, type Zone } from "../../../core/time.ts";
import type { Form } from "../../form.ts";
import type { Button, Element, Message } from "../../message.ts";
import { type Text, toPlain } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { sayDay } from "../schedule/schedule-words.ts";

/** A person's absences that are not over, sorted, and the zone in which their days are told. */
export type AwayData = { readonly absences: readonly Absence[]; readonly now: Instant; readonly zone: Zone };

/**
 * Says until when the person is away, or that they are not, and lists what they entered beforehand, each with its buttons.
 * `said` is a sentence about what just changed and comes first.
 */
export function buildAway(voice: Voice, data: AwayData, said?: Text): Message {
  const { absences, now } = data;
  const begun = absences.find(({ from }) => from <= now);
  const planned = absences.filter(({ from }) => from > now);
  const state = begun
    ? voice.say("personal.away.now", { date: sayDay(voice, begun.until, data.zone) })
    : voice.say("personal.away.here");
  const stated = said !== undefined && begun === undefined ? undefined : state;
  const first = said ?? state;
  return {
    locale: voice.locale,
    summary: toPlain(first),
    elements: [
      { kind: "paragraph", text: first },
      ...(said === undefined || stated === undefined ? [] : [{ kind: "paragraph" as const, text: stated }]),
      ...listPlanned(voice, planned, data.zone),
      { kind: "paragraph", text: voice.runs("personal.away.how"), tone: "quiet" },
      {
        kind: "buttons",
        buttons: [...(begun ? [buildBackButton(voice), buildChangeButton(voice, 0)] : []), buildNewButton(voice)],
      },
    ],
  };
}

/** Confirms an absence: from when to when nothing is asked, and when it goes on; with buttons for what follows. */
export function buildAwaySet(voice: Voice, absence: Absence, { now, zone }: Pick<AwayData, "now" | "zone">): Message {
  const isBegun = absence.from <= now;
  const until = sayDay(voice, absence.until, zone);
  const text = isBegun
    ? voice.say("personal.away.until", { date: until })
    : voice.say("personal.away.planned", { ...sayEnds(voice, absence, zone), date: until });
  return {
    locale: voice.locale,
    summary: text,
    elements: [
      { kind: "paragraph", text },
      {
        kind: "buttons",
        buttons: isBegun
          ? [buildBackButton(voice)]
          : [buildChangeButton(voice, absence.from), buildRemoveButton(voice, absence.from), buildNewButton(voice)],
      },
    ],
  };
}

/** Returns the first and the last day of an absence in words, such as "Sunday, 20 Dec 2026" and "Monday, 4 Jan 2027". */
export function sayEnds(voice: Voice, { from, until }: Absence, zone: Zone): { readonly from: string; readonly last: string } {
  return { from: sayDay(voice, from, zone), last: sayDay(voice, until - DAY_MS / 2, zone) };
}

/** Asks for the first day away and the first day back. `dates` are those of the absence that is changed. */
export function buildAwayForm(
  voice: Voice,
  {
    absence,
    dates,
  }: { readonly absence?: Instant; readonly dates?: { readonly from?: LocalDate; readonly until: LocalDate } } = {},
): Form<"away"> {
  return {
    locale: voice.locale,
    context: { form: "away", ...(absence !== undefined && { absence }) },
    title: voice.say("personal.away.title"),
    submit: voice.say("personal.away.submit"),
    cancel: voice.say("words.cancel"),
    fields: [
      {
        id: "from",
        label: voice.say("personal.away.field-from"),
        hint: voice.say("personal.away.hint-from"),
        required: false,
        kind: "date",
        ...(dates?.from !== undefined && { value: dates.from }),
      },
      {
        id: "until",
        label: voice.say("personal.away.field"),
        hint: voice.say(absence === undefined ? "personal.away.hint" : "personal.away.hint-change"),
        required: false,
        kind: "date",
        ...(dates && { value: dates.until }),
      },
    ],
  };
}

function listPlanned(voice: Voice, planned: readonly Absence[], zone: Zone): readonly Element[] {
  if (planned.length === 0) return [];
  return [
    { kind: "paragraph", text: voice.say("personal.away.planned-title", { count: planned.length }) },
    ...planned.flatMap((absence): readonly Element[] => [
      { kind: "paragraph", text: voice.runs("personal.away.span", sayEnds(voice, absence, zone)) },
      { kind: "buttons", buttons: [buildChangeButton(voice, absence.from), buildRemoveButton(voice, absence.from)] },
    ]),
  ];
}

function buildNewButton(voice: Voice): Button {
  return { label: voice.say("personal.away.button"), action: { act: "open-form", form: { form: "away" } } };
}

function buildChangeButton(voice: Voice, absence: Instant): Button {
  return { label: voice.say("personal.away.change"), action: { act: "open-form", form: { form: "away", absence } } };
}

function buildRemoveButton(voice: Voice, from: Instant): Button {
  return { label: voice.say("personal.away.remove"), action: { act: "remove-absence", from } };
}

function buildBackButton(voice: Voice): Button {
  return { label: voice.say("personal.away.end"), action: { act: "command", line: "away off" } };
}
