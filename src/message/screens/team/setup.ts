/** Setting up a team: the form for a new team, the form for a team's settings, and the choice between the two. */

import { LOCALES, type Locale } from "../../../core/locale.ts";
import type { Cadence, Schedule } from "../../../core/schedule/cadence.ts";
import type { PrivacyMode, Team } from "../../../core/team.ts";
import type { FormContext } from "../../form-context.ts";
import type { Field, FieldOf, Form } from "../../form.ts";
import type { Button, Message } from "../../message.ts";
import { toPlain } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { buildCadenceField, buildClockFields, buildWeekdayField, buildWindowField } from "../schedule/schedule-fields.ts";

/** The shortest and the greatest length of a team's name, in characters. */
export const TEAM_NAME_LENGTH = { min: 2, max: 60 } as const;

/** The least and the greatest number of questions in a round. */
export const QUESTIONS_PER_ROUND = { min: 1, max: 10 } as const;

/** How many people a team can have. */
export const MAX_PEOPLE = 1_000;

/** How many people a form can name at once, over all its fields: they are stored and greeted in one go. */
export const MAX_PEOPLE_AT_ONCE = 100;

/** The privacy modes in the order in which they are offered. */
export const PRIVACY_MODES = ["private", "open"] as const satisfies readonly PrivacyMode[];
/** The cadences that set-up offers. `schedule` has all of them. */
const SETUP_CADENCES = ["week", "two-weeks", "month", "quarter"] as const satisfies readonly Cadence["every"][];

type SetupContext = Extract<FormContext, { form: "setup" }>;
/** Said in the form: what five questions a week come to. */
const USUAL_QUESTIONS = 5;

/** What the form for a new team is filled in with. */
export type NewTeamFormData = {
  readonly context: SetupContext;
  readonly channelId?: string;
  readonly locale: Locale;
  readonly schedule: Pick<Schedule, "time" | "zone" | "oneZone" | "windowHours">;
  /** How many questions the whole catalogue has. */
  readonly questions: number;
};

/** Asks for everything that a new team needs. Its cadence is weekly on Monday unless changed. */
export function buildNewTeamForm(voice: Voice, data: NewTeamFormData): Form<"setup"> {
  return {
    locale: voice.locale,
    context: data.context,
    title: voice.say("setup.form.title-new"),
    intro: voice.runs("setup.form.intro-new"),
    submit: voice.say("setup.form.submit-new"),
    cancel: voice.say("words.cancel"),
    fields: [
      buildNameField(voice),
      buildChannelField(voice, data.channelId),
      ...buildPeopleFields(voice),
      buildCadenceField(voice, { value: "week", choices: SETUP_CADENCES }),
      buildWeekdayField(voice, 1),
      ...buildClockFields(voice, data.schedule),
      buildWindowField(voice, data.schedule.windowHours),
      buildQuestionsField(voice, { value: USUAL_QUESTIONS, questions: data.questions }),
      buildLocaleField(voice, data.locale),
      buildPrivacyField(voice, "private"),
    ],
  };
}

/** Asks for a team's general settings, filled in with the current ones. Roster and schedule have forms of their own. */
export function buildTeamForm(
  voice: Voice,
  { team, questions }: { readonly team: Team; readonly questions: number },
): Form<"setup"> {
  return {
    locale: voice.locale,
    context: { form: "setup", teamId: team.id, revision: team.revision },
    title: voice.say("setup.form.title-edit"),
    intro: voice.runs("setup.form.intro-edit"),
    submit: voice.say("words.save"),
    cancel: voice.say("words.cancel"),
    fields: [
      buildNameField(voice, team.name),
      buildChannelField(voice, team.channelId),
      buildQuestionsField(voice, { value: team.questionsPerRound, questions }),
      buildLocaleField(voice, team.locale),
      buildPrivacyField(voice, team.privacy),
    ],
  };
}

/** Asks who is in a new team, besides its creator. */
function buildPeopleFields(voice: Voice): readonly FieldOf<"setup">[] {
  return (["members", "leads", "observers"] as const).map((id) => ({
    id,
    label: voice.say(`setup.field.${id}`),
    hint: voice.say(`setup.field.${id}-hint`),
    required: false,
    kind: "people",
    max: MAX_PEOPLE_AT_ONCE,
  }));
}

/** Asks somebody who already leads a team whether to change it or to set up another. */
export function buildTeamChoice(
  voice: Voice,
  { teams, channelId }: { readonly teams: readonly Team[]; readonly channelId?: string },
): Message {
  const text = voice.runs("setup.choose.text", { count: teams.length });
  const edits: readonly Button[] = teams.map((team) => ({
    label: voice.say("setup.choose.edit", { team: team.name }),
    action: { act: "open-form", form: { form: "setup", teamId: team.id, revision: team.revision } },
  }));
  const fresh: Button = {
    label: voice.say("setup.choose.new"),
    action: { act: "open-form", form: { form: "setup", ...(channelId && { channelId }) } },
  };
  return {
    locale: voice.locale,
    summary: toPlain(text),
    elements: [
      { kind: "paragraph", text },
      { kind: "buttons", buttons: [...edits, fresh] },
    ],
  };
}

function buildNameField(voice: Voice, value?: string): Field<"name", "text"> {
  const { max: maxLength } = TEAM_NAME_LENGTH;
  return {
    id: "name",
    label: voice.say("setup.field.name"),
    required: true,
    kind: "text",
    maxLength,
    ...(value !== undefined && { value }),
  };
}

function buildChannelField(voice: Voice, value?: string): Field<"channel", "channel"> {
  const hint = voice.say("setup.field.channel-hint");
  return {
    id: "channel",
    label: voice.say("setup.field.channel"),
    hint,
    required: false,
    kind: "channel",
    ...(value && { value }),
  };
}

function buildQuestionsField(
  voice: Voice,
  { value, questions }: { readonly value: number; readonly questions: number },
): Field<"questions", "number"> {
  const rounds = Math.ceil(questions / USUAL_QUESTIONS);
  return {
    id: "questions",
    label: voice.say("setup.field.questions"),
    hint: voice.say("setup.field.questions-hint", { questions, rounds, weeks: rounds }),
    required: true,
    kind: "number",
    value,
    ...QUESTIONS_PER_ROUND,
  };
}

function buildLocaleField(voice: Voice, value: Locale): Field<"locale", "select"> {
  const options = LOCALES.map((locale) => ({ value: locale, label: voice.say(`words.language.${locale}`) }));
  const hint = voice.say("setup.field.locale-hint");
  return { id: "locale", label: voice.say("setup.field.locale"), hint, required: true, kind: "select", value, options };
}

function buildPrivacyField(voice: Voice, value: PrivacyMode): Field<"privacy", "select"> {
  const options = PRIVACY_MODES.map((mode) => ({ value: mode, label: voice.say(`setup.option.${mode}`) }));
  const hint = voice.say("setup.field.privacy-hint");
  return { id: "privacy", label: voice.say("setup.field.privacy"), hint, required: true, kind: "select", value, options };
}
