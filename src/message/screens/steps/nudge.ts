/** A nudge: one suggestion, or one step that falls due, with a button that turns nudges off. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { Step } from "../../../core/next-steps/step.ts";
import type { Button, Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import { buildSuggestionButtons } from "./next-steps.ts";
import { type StepSubject, type TeamName, wordDue, wordStep } from "./step-words.ts";

/** The step that fell due, or the suggestion, that a nudge is about. */
export type NudgeView = {
  readonly team: TeamName;
  readonly catalogue: Catalogue;
  readonly about: { readonly step: Step } | StepSubject;
};

/** Asks after a step that falls due, or suggests one, with a button that turns nudges off. */
export function buildNudge(voice: Voice, { team, catalogue, about }: NudgeView): Message {
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
  const stop: Button = { label: voice.say("nudge.stop"), action: { act: "set-nudges", on: false } };
  const buttons =
    "step" in about ? buildStepButtons(voice, about.step) : buildSuggestionButtons(voice, team, { ...about, fromNudge: true });
  return {
    locale: voice.locale,
    summary,
    elements: [
      { kind: "paragraph", text: intro },
      { kind: "paragraph", text: voice.runs("steps.mine.row", words) },
      { kind: "buttons", buttons: [...buttons, stop] },
    ],
  };
}

function buildStepButtons(voice: Voice, { id, revision }: Step): readonly Button[] {
  const about = { stepId: id, revision };
  return [
    { label: voice.say("nudge.done"), action: { act: "step-done", ...about }, style: "primary" },
    { label: voice.say("nudge.not-yet"), action: { act: "step-later", ...about } },
    { label: voice.say("steps.button.hand-over"), action: { act: "open-form", form: { form: "hand-over", ...about } } },
  ];
}
