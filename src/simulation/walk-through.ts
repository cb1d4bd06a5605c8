/** A character goes through an open check-in to its end, card by card, by the buttons on it. */
import { type Catalogue, findQuestion } from "../core/catalogue/catalogue.ts";
import type { Action } from "../message/action.ts";
import type { FormContext } from "../message/form-context.ts";
import type { Message } from "../message/message.ts";
import { type Actor, listButtons } from "./actor.ts";
import type { Course } from "./cast.ts";
import type { Chance } from "./chance.ts";
import { judge } from "./judgement.ts";

/** The character who answers, and everything that the answers depend on. */
export type Going = {
  readonly actor: Actor;
  readonly catalogue: Catalogue;
  readonly course: Course;
  readonly week: number;
  readonly chance: Chance;
  /** A few seconds pass with each tap. */
  readonly onTap: () => void;
};

const MAX_TAPS = 400;

/** Answers every card of a check-in until the summary. A card with nothing to press ends it, and so do 400 presses. */
export async function walkThrough(going: Going, card: Message): Promise<void> {
  const linked = new Set<string>();
  let current: Message | undefined = card;
  for (let taps = 0; current && taps < MAX_TAPS; taps += 1) {
    const action = chooseAction(going, current);
    if (!action) return;
    going.onTap();
    current = (await linkEvidence(going, current, linked)) ?? (await going.actor.presses(action)).card;
  }
}

/** Has diligent people link evidence, once for each gate question, and returns the card as it is afterwards. */
async function linkEvidence({ actor, catalogue }: Going, card: Message, linked: Set<string>): Promise<Message | undefined> {
  const action = findForm(card);
  const question = action && findQuestion(catalogue, action.questionId);
  if (actor.character.habit !== "diligent" || !action || !question?.gate || linked.has(question.id)) return undefined;
  linked.add(question.id);
  const outcome = await actor.submits(action, {
    note: "",
    shared: "false",
    evidence: `https://example.com/evidence/${question.id}`,
  });
  return outcome.card;
}

function findForm(card: Message): Extract<FormContext, { form: "remark" }> | undefined {
  for (const { action } of listButtons(card)) if (action.act === "open-form" && action.form.form === "remark") return action.form;
  return undefined;
}

type WalkAction = Extract<Action, { act: "walk" }>;

function chooseAction(going: Going, card: Message): Action | undefined {
  const walks = listButtons(card).flatMap(({ action }) => (action.act === "walk" ? [action] : []));
  const asked = walks.find(({ event }) => event.do === "answer");
  if (asked?.event.do === "answer") return answer(going, asked, asked.event.questionId);
  return chooseOther(going, walks);
}

function answer({ actor, catalogue, course, week, chance }: Going, asked: WalkAction, questionId: string): Action | undefined {
  const question = findQuestion(catalogue, questionId);
  if (!question) return undefined;
  const reply = judge({ question, character: actor.character, course, week, chance });
  return { ...asked, event: { do: "answer", questionId, reply } };
}

/** Answers what is no question: whether a step is done, and how to begin. Diligent people answer everything at once. */
function chooseOther({ actor, chance, week, course }: Going, walks: readonly WalkAction[]): Action | undefined {
  const all = course === "regressing" || (course === "improving" && actor.character.habit === "diligent");
  const done = chance("done", actor.personId, week) < 0.75;
  return (
    walks.find(({ event }) => event.do === "choose-baseline" && event.choice === (all ? "all" : "spread")) ??
    walks.find(({ event }) => event.do === "step-report" && event.report === (done ? "done" : "not-yet")) ??
    walks.find(({ event }) => event.do === "resume")
  );
}
