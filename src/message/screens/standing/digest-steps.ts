/** The next steps in a digest: suggestions with a button to take them, and the steps that somebody took. */
import { type Catalogue, findQuestion } from "../../../core/catalogue/catalogue.ts";
import type { Suggestion } from "../../../core/next-steps/rank-next-steps.ts";
import type { Step } from "../../../core/next-steps/step.ts";
import type { Element } from "../../message.ts";
import type { Text } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameQuestion } from "./names.ts";

/** A step of the team with the name of its owner, who is named because they took it. */
export type TakenStep = Pick<Step, "questionId" | "fromRating" | "due"> & { readonly owner: string; readonly done: boolean };

/** The steps that a digest names. */
export type DigestStepsData = {
  readonly teamId: string;
  readonly catalogue: Catalogue;
  readonly suggestions: readonly Suggestion[];
  readonly taken: readonly TakenStep[];
};

/**
 * Shows the suggested steps, each with a button to take it, and those that were taken or done. Returns nothing when
 * there are none.
 */
export function buildDigestSteps(voice: Voice, data: DigestStepsData): readonly Element[] {
  const { suggestions, taken } = data;
  if (suggestions.length + taken.length === 0) return [];
  return [
    { kind: "divider" },
    { kind: "paragraph", text: voice.runs("digest.steps.title") },
    ...suggestions.flatMap((suggestion) => buildSuggestion(voice, data, suggestion)),
    ...buildTaken(voice, data),
  ];
}

function buildSuggestion(voice: Voice, { teamId, catalogue }: DigestStepsData, suggestion: Suggestion): readonly Element[] {
  const { questionId, fromRating } = suggestion;
  const step = sayStep(voice, catalogue, suggestion);
  if (step === undefined) return [];
  return [
    {
      kind: "paragraph",
      text: voice.runs("digest.steps.suggestion", { name: nameQuestion(voice, catalogue, questionId), step }),
    },
    {
      kind: "buttons",
      buttons: [{ label: voice.say("digest.button.take"), action: { act: "take-step", teamId, questionId, fromRating } }],
    },
  ];
}

function buildTaken(voice: Voice, { catalogue, taken }: DigestStepsData): readonly Element[] {
  if (taken.length === 0) return [];
  const items = taken.map(({ questionId, owner, due, done }): Text => {
    const name = nameQuestion(voice, catalogue, questionId);
    if (done) return voice.runs("digest.steps.done", { name, owner });
    if (due === undefined) return voice.runs("digest.steps.taken", { name, owner });
    return voice.runs("digest.steps.taken-due", { name, owner, due: voice.localDate(due) });
  });
  return [
    { kind: "paragraph", text: voice.runs("digest.steps.under-way") },
    { kind: "list", items },
  ];
}

/** Returns the next step that the catalogue proposes for this answer. */
function sayStep(
  voice: Voice,
  catalogue: Catalogue,
  { questionId, fromRating }: Pick<Suggestion, "questionId" | "fromRating">,
): string | undefined {
  const step = findQuestion(catalogue, questionId)?.answers[fromRating].nextStep;
  return step && voice.of(step);
}
