/** One nudge: a suggestion to take, or a step that falls due. It can be turned off where it stands. */
import type { Catalogue } from "../../core/catalogue/catalogue.ts";
import type { Step } from "../../core/next-steps/step.ts";
import type { Button, Message } from "../message.ts";
import { toPlain } from "../text.ts";
import type { Voice } from "../voice.ts";
import { buildSuggestionButtons } from "./next-steps.ts";
import { type StepSubject, type TeamName, wordDue, wordStep } from "./step-words.ts";

export type NudgeView = {
  readonly team: TeamName;
  readonly catalogue: Catalogue;
  readonly about: { readonly step: Step } | StepSubject;
};

export function buildNudge(voice: Voice, { team, catalogue, about }: NudgeView): Message {
  const subject = "step" in about ? about.step : about;
  const words = { team: team.name, ...wordStep(voice, catalogue, subject) };
  const text =
    "step" in about
      ? voice.runs("nudge.due", { ...words, due: wordDue(voice, about.step.due) })
      : voice.runs("nudge.suggest", words);
  const stop: Button = { label: voice.say("nudge.stop"), action: { act: "set-nudges", on: false } };
  const buttons =
    "step" in about ? buildStepButtons(voice, about.step) : buildSuggestionButtons(voice, team, { ...about, fromNudge: true });
  return {
    locale: voice.locale,
    summary: toPlain(text),
    elements: [
      { kind: "paragraph", text },
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
