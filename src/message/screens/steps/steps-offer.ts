/** Asks one person whether they take over a step. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { Step } from "../../../core/next-steps/step.ts";
import type { Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import { type TeamName, wordDue, wordStep } from "./step-words.ts";
import { buildOfferButtons } from "./steps-screen.ts";

/** A step that somebody offers to another person. */
export type OfferView = {
  readonly team: TeamName;
  readonly catalogue: Catalogue;
  readonly step: Step;
  /** The name of the person who offers it. */
  readonly from: string;
};

/** Asks one person whether they take over a step, with buttons to accept and refuse. */
export function buildOffer(voice: Voice, { team, catalogue, step, from }: OfferView): Message {
  const words = wordStep(voice, catalogue, step);
  const due = wordDue(voice, step.due);
  return {
    locale: voice.locale,
    summary: voice.say("steps.offer.summary", { from, name: words.name, due }),
    elements: [
      { kind: "paragraph", text: voice.say("steps.offer.text", { from, team: team.name, due }) },
      { kind: "paragraph", text: voice.runs("steps.mine.row", words) },
      { kind: "buttons", buttons: buildOfferButtons(voice, step) },
    ],
  };
}
