/** "Will you take over?": asked of one person, and what became of it. */
import type { Catalogue } from "../../core/catalogue/catalogue.ts";
import type { Step } from "../../core/next-steps/step.ts";
import type { Message } from "../message.ts";
import { toPlain } from "../text.ts";
import type { Voice } from "../voice.ts";
import { type TeamName, wordDue, wordStep } from "./step-words.ts";
import { buildOfferButtons } from "./steps.ts";

export type OfferView = {
  readonly team: TeamName;
  readonly catalogue: Catalogue;
  readonly step: Step;
  /** Who asks. */
  readonly from: string;
};

export function buildOffer(voice: Voice, { team, catalogue, step, from }: OfferView): Message {
  const words = wordStep(voice, catalogue, step);
  const text = voice.runs("steps.offer.text", { from, team: team.name, due: wordDue(voice, step.due), ...words });
  return {
    locale: voice.locale,
    summary: toPlain(text),
    elements: [
      { kind: "paragraph", text },
      { kind: "buttons", buttons: buildOfferButtons(voice, step) },
    ],
  };
}
