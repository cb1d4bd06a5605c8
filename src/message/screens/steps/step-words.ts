/** How a next step is named and worded, whoever is told of it. */
import { type Catalogue, findQuestion } from "../../../core/catalogue/catalogue.ts";
import { type Rating } from "../../../core/rating.ts";
import type { Team } from "../../../core/team.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameQuestion } from "../standing/names.ts";

/** The answer whose next step is meant. */
export type StepSubject = { readonly questionId: string; readonly fromRating: Rating };

/** A step in words: the question that it belongs to, and what to do. */
export type StepWords = { readonly name: string; readonly step: string };

/** What a screen needs of a team to name it and to act for it. */
export type TeamName = Pick<Team, "id" | "name">;

/** Returns a step in words. Where the edition has no step for the answer it says so. */
export function wordStep(voice: Voice, catalogue: Catalogue, { questionId, fromRating }: StepSubject): StepWords {
  const next = findQuestion(catalogue, questionId)?.answers[fromRating].nextStep;
  return { name: nameQuestion(voice, catalogue, questionId), step: next ? voice.of(next) : voice.say("steps.taken.no-wording") };
}

/** Returns a due date in words, or "–" where there is none. */
export function wordDue(voice: Voice, due: string | undefined): string {
  return due === undefined ? "–" : voice.localDate(due);
}
