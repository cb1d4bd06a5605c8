/** A person's steps on their home, with buttons for done, later and hand over, and the steps that were offered to them. */
import type { LocalDate } from "../../../core/time.ts";
import type { Button, Element } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";

/** One next step of the reader's, or one that somebody wants to hand over to them. */
export type HomeStep = {
  readonly stepId: string;
  readonly revision: number;
  readonly teamName: string;
  /** "TEC-03 Logs" */
  readonly name: string;
  /** What to do. */
  readonly act: string;
  readonly due?: LocalDate;
  readonly overdue: boolean;
  /** Handed over by somebody, and not accepted yet. */
  readonly offered: boolean;
};

/** Shows the reader's steps with buttons, or nothing when there are none. */
export function buildHomeSteps(voice: Voice, steps: readonly HomeStep[]): readonly Element[] {
  if (steps.length === 0) return [];
  return [
    { kind: "divider" },
    { kind: "heading", text: voice.say("home.steps.title") },
    ...steps.flatMap((step) => buildStep(voice, step)),
  ];
}

function buildStep(voice: Voice, step: HomeStep): readonly Element[] {
  const { name, act, teamName, due } = step;
  const when = due === undefined ? teamName : voice.say("home.steps.due", { team: teamName, due: voice.localDate(due) });
  return [
    { kind: "paragraph", text: voice.runs("home.steps.step", { name, act }) },
    { kind: "paragraph", text: sayWhen(voice, step, when), tone: step.overdue ? "warning" : "quiet" },
    { kind: "buttons", buttons: step.offered ? buildOfferButtons(voice, step) : buildOwnButtons(voice, step) },
  ];
}

function sayWhen(voice: Voice, { offered, overdue }: HomeStep, when: string): string {
  if (offered) return voice.say("home.steps.offered", { when });
  return overdue ? voice.say("home.steps.overdue", { when }) : when;
}

function buildOwnButtons(voice: Voice, { stepId, revision }: HomeStep): readonly Button[] {
  return [
    { label: voice.say("home.button.done"), action: { act: "step-done", stepId, revision }, style: "primary" },
    { label: voice.say("home.button.later"), action: { act: "step-later", stepId, revision } },
    {
      label: voice.say("home.button.hand-over"),
      action: { act: "open-form", form: { form: "hand-over", stepId, revision } },
    },
  ];
}

function buildOfferButtons(voice: Voice, { stepId, revision }: HomeStep): readonly Button[] {
  return [
    { label: voice.say("home.button.accept"), action: { act: "accept-step", stepId, revision, accept: true }, style: "primary" },
    { label: voice.say("home.button.refuse"), action: { act: "accept-step", stepId, revision, accept: false } },
  ];
}
