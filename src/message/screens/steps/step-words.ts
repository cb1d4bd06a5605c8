/** How a next step is named and worded, whoever is told of it. */
import { type Catalogue, findQuestion, type Rating } from "../../../core/catalogue/catalogue.ts";
import type { Team } from "../../../core/team.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameQuestion } from "../standing/names.ts";

export type StepSubject = { readonly questionId: string; readonly fromRating: Rating };
export type StepWords = { readonly name: string; readonly step: string };
export type TeamName = Pick<Team, "id" | "name">;

/** "TEC-03 Logs" and the concrete act; an answer without one says so. */
export function wordStep(voice: Voice, catalogue: Catalogue, { questionId, fromRating }: StepSubject): StepWords {
  const next = findQuestion(catalogue, questionId)?.answers[fromRating].nextStep;
  return { name: nameQuestion(voice, catalogue, questionId), step: next ? voice.of(next) : voice.say("steps.taken.no-wording") };
}

/** A due date in words; "–" where there is none. */
export function wordDue(voice: Voice, due: string | undefined): string {
  return due === undefined ? "–" : voice.localDate(due);
}
