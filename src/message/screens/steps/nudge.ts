/** A nudge: one suggestion, or one step that falls due, with a button that turns nudges off. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { Step } from "../../../core/next-steps/step.ts";
import type { Goal, Kpi } from "../../../core/value/kpi.ts";
import type { Button, Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import { buildSuggestionButtons } from "./next-steps.ts";
import { type StepSubject, type TeamName, wordDue, wordStep } from "./step-words.ts";

/** What a nudge is about: a step that fell due, a KPI without a baseline, or a suggestion. */
export type NudgeView = {
  readonly team: TeamName;
  readonly catalogue: Catalogue;
  readonly about: { readonly step: Step } | KpiSubject | StepSubject;
};

type KpiSubject = { readonly kpi: Kpi; readonly goal: Goal | undefined };

/** Asks after a step that falls due, asks for a baseline, or suggests a step, with a button that turns nudges off. */
export function buildNudge(voice: Voice, { team, catalogue, about }: NudgeView): Message {
  if ("kpi" in about) return buildBaselineNudge(voice, team, about);
  const subject = "step" in about ? about.step : about;
  const words = wordStep(voice, catalogue, subject);
  const due = "step" in about ? wordDue(voice, about.step.due) : "";
  const [intro, summary] =
    "step" in about
      ? [
          voice.say("nudge.due", { team: team.name, due }),
          voice.say("nudge.due-summary", { team: team.name, due, name: words.name }),
        ]
      : [
          voice.say("nudge.suggest", { team: team.name }),
          voice.say("nudge.suggest-summary", { team: team.name, name: words.name }),
        ];
  const buttons =
    "step" in about ? buildStepButtons(voice, about.step) : buildSuggestionButtons(voice, team, { ...about, fromNudge: true });
  return {
    locale: voice.locale,
    summary,
    elements: [
      { kind: "paragraph", text: intro },
      { kind: "paragraph", text: voice.runs("steps.mine.row", words) },
      { kind: "buttons", buttons: [...buttons, buildStop(voice)] },
    ],
  };
}

function buildBaselineNudge(voice: Voice, team: TeamName, { kpi, goal }: KpiSubject): Message {
  const { id: kpiId, teamId, name } = kpi;
  const add: Button = {
    label: voice.say("nudge.add-baseline"),
    action: { act: "open-form", form: { form: "kpi", teamId, kpiId } },
    style: "primary",
  };
  const open: Button = { label: voice.say("kpi.button.open"), action: { act: "show-kpi", kpiId } };
  return {
    locale: voice.locale,
    summary: voice.say("nudge.baseline-summary", { team: team.name, name }),
    elements: [
      { kind: "paragraph", text: voice.runs("nudge.baseline", { team: team.name, name }) },
      ...(goal ? [{ kind: "paragraph", text: goal.sentence, tone: "quiet" } as const] : []),
      { kind: "buttons", buttons: [add, open, buildStop(voice)] },
    ],
  };
}

function buildStop(voice: Voice): Button {
  return { label: voice.say("nudge.stop"), action: { act: "set-nudges", on: false } };
}

function buildStepButtons(voice: Voice, { id, revision }: Step): readonly Button[] {
  const about = { stepId: id, revision };
  return [
    { label: voice.say("nudge.done"), action: { act: "step-done", ...about }, style: "primary" },
    { label: voice.say("nudge.not-yet"), action: { act: "step-later", ...about } },
    { label: voice.say("steps.button.hand-over"), action: { act: "open-form", form: { form: "hand-over", ...about } } },
  ];
}
