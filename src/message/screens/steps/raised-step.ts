/** Tells the leads, once, of a step whose due date passed twice and that is not done. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { Step } from "../../../core/next-steps/step.ts";
import type { Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import { type TeamName, wordDue, wordStep } from "./step-words.ts";
import { buildOwnerButtons } from "./steps-screen.ts";

/** A step that the leads are told of, and whether its reader owns it. */
export type RaisedStepView = {
  readonly team: TeamName;
  readonly catalogue: Catalogue;
  readonly step: Step;
  readonly owner: string;
  /** Whether the reader owns the step. */
  readonly own: boolean;
};

/**
 * Tells a lead of a step whose due date passed twice. Its owner can report on it; another lead can only hand it over
 * or drop it.
 */
export function buildRaisedStep(voice: Voice, { team, catalogue, step, owner, own }: RaisedStepView): Message {
  const words = wordStep(voice, catalogue, step);
  const due = wordDue(voice, step.due);
  return {
    locale: voice.locale,
    summary: voice.say("steps.raised.summary", { team: team.name, name: words.name }),
    elements: [
      { kind: "paragraph", text: voice.say("steps.raised.text", { team: team.name }) },
      { kind: "paragraph", text: voice.runs("steps.mine.row", words) },
      {
        kind: "paragraph",
        text: own ? voice.say("steps.raised.own", { due }) : voice.say("steps.raised.with", { owner, due }),
        tone: "quiet",
      },
      { kind: "buttons", buttons: own ? buildOwnerButtons(voice, step) : buildOwnerButtons(voice, step).slice(2) },
    ],
  };
}
