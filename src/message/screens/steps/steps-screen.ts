/** The answer to `steps`: what the reader took, what was offered to them, what others took, and what was done lately. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { Step } from "../../../core/next-steps/step.ts";
import type { LocalDate, Zone } from "../../../core/time.ts";
import type { Button, Element, Message } from "../../message.ts";
import { buildPager, takePage } from "../../pages.ts";
import type { Text } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameQuestion } from "../standing/names.ts";
import { type TeamName, wordDue, wordStep } from "./step-words.ts";

/** A team's steps, and who is looking at them. */
export type StepsView = {
  readonly team: TeamName;
  readonly catalogue: Catalogue;
  /** The steps that are taken, ordered by due date. */
  readonly taken: readonly Step[];
  /** The steps that were done, newest first. */
  readonly done: readonly Step[];
  /** The name of each person, by person id. */
  readonly names: ReadonlyMap<string, string>;
  readonly personId: string;
  readonly lead: boolean;
  /** The date in the team's zone. */
  readonly today: LocalDate;
  readonly zone: Zone;
  /** The page that is shown, from 1. */
  readonly page: number;
};

/** What is said about each, and its buttons, fit into a message of every platform. */
const STEPS_ON_PAGE = 8;

/**
 * Shows a page of what was offered to the reader, what they took, what others took, and what was done. Leads can hand over and
 * drop the steps of others.
 */
export function buildSteps(voice: Voice, view: StepsView): Message {
  const { team, taken, personId } = view;
  const own = taken.filter((step) => step.ownerId === personId);
  const offered = taken.filter((step) => step.offeredTo === personId);
  const others = taken.filter((step) => step.ownerId !== personId && step.offeredTo !== personId);
  const page = takePage([...offered, ...own, ...others, ...view.done], view.page, STEPS_ON_PAGE);
  const shown = (steps: readonly Step[]) => steps.filter((step) => page.items.includes(step));
  const none: Element = { kind: "paragraph", text: voice.say(taken.length === 0 ? "steps.mine.none" : "steps.mine.none-own") };
  return {
    locale: voice.locale,
    summary: voice.say("steps.mine.summary", { team: team.name, mine: own.length, others: taken.length - own.length }),
    elements: [
      { kind: "heading", text: voice.say("steps.mine.title", { team: team.name }) },
      ...buildGroup(
        voice,
        "offered",
        shown(offered).flatMap((step) => buildOffered(voice, view, step)),
      ),
      ...(own.length === 0 && page.number === 1
        ? [none]
        : buildGroup(
            voice,
            "own",
            shown(own).flatMap((step) => buildOwn(voice, view, step)),
          )),
      ...buildGroup(
        voice,
        "others",
        shown(others).flatMap((step) => buildOther(voice, view, step)),
      ),
      ...buildDone(voice, view, shown(view.done)),
      ...buildPager(voice, page, (number) => ({ act: "command", line: "steps", teamId: team.id, page: number })),
      {
        kind: "buttons",
        buttons: [{ label: voice.say("steps.button.more"), action: { act: "command", line: "next", teamId: team.id } }],
      },
    ],
  };
}

function buildGroup(voice: Voice, group: "own" | "offered" | "others", elements: readonly Element[]): readonly Element[] {
  if (elements.length === 0) return [];
  return [{ kind: "paragraph", text: [{ text: voice.say(`steps.mine.${group}`), style: "bold" }] }, ...elements];
}

function buildOwn(voice: Voice, view: StepsView, step: Step): readonly Element[] {
  const overdue = isOverdue(view, step);
  const due = voice.say(overdue ? "steps.mine.overdue" : "steps.mine.due", { due: wordDue(voice, step.due) });
  return [
    { kind: "paragraph", text: voice.runs("steps.mine.row", wordStep(voice, view.catalogue, step)) },
    { kind: "paragraph", text: joinOffer(voice, view, { step, text: due }), tone: overdue ? "warning" : "quiet" },
    { kind: "buttons", buttons: buildOwnerButtons(voice, step) },
  ];
}

function buildOffered(voice: Voice, view: StepsView, step: Step): readonly Element[] {
  return [
    { kind: "paragraph", text: voice.runs("steps.mine.row", wordStep(voice, view.catalogue, step)) },
    { kind: "paragraph", text: sayOwner(voice, view, step), tone: "quiet" },
    { kind: "buttons", buttons: buildOfferButtons(voice, step) },
  ];
}

function buildOther(voice: Voice, view: StepsView, step: Step): readonly Element[] {
  const buttons: readonly Element[] = view.lead ? [{ kind: "buttons", buttons: buildOwnerButtons(voice, step).slice(2) }] : [];
  return [
    { kind: "paragraph", text: voice.runs("steps.mine.row", wordStep(voice, view.catalogue, step)) },
    { kind: "paragraph", text: joinOffer(voice, view, { step, text: sayOwner(voice, view, step) }), tone: "quiet" },
    ...buttons,
  ];
}

function sayOwner(voice: Voice, view: StepsView, step: Step): string {
  const owner = view.names.get(step.ownerId ?? "") ?? "–";
  const id = isOverdue(view, step) ? "steps.mine.owner-overdue" : "steps.mine.owner";
  return voice.say(id, { owner, due: wordDue(voice, step.due) });
}

function joinOffer(voice: Voice, { names }: StepsView, { step, text }: { readonly step: Step; readonly text: string }): string {
  if (step.offeredTo === undefined) return text;
  return `${text} · ${voice.say("steps.mine.offered-to", { person: names.get(step.offeredTo) ?? "–" })}`;
}

function buildDone(voice: Voice, { catalogue, done: all, names, zone }: StepsView, done: readonly Step[]): readonly Element[] {
  if (done.length === 0) return [];
  const items = done.map((step): Text =>
    voice.runs("steps.mine.row-done", {
      name: nameQuestion(voice, catalogue, step.questionId),
      owner: names.get(step.ownerId ?? "") ?? "–",
      date: step.doneAt === undefined ? "–" : voice.date(step.doneAt, zone),
    }),
  );
  const title = voice.say("steps.mine.done", { count: all.length });
  return [
    { kind: "paragraph", text: [{ text: title, style: "bold" }] },
    { kind: "list", items },
  ];
}

function isOverdue({ today }: StepsView, { due }: Step): boolean {
  return due !== undefined && due < today;
}

/** Returns the buttons of a step's owner, in this order: done, later, hand over, drop. */
export function buildOwnerButtons(voice: Voice, { id, revision }: Step): readonly Button[] {
  const about = { stepId: id, revision };
  return [
    { label: voice.say("steps.button.done"), action: { act: "step-done", ...about }, style: "primary" },
    { label: voice.say("steps.button.later"), action: { act: "step-later", ...about } },
    { label: voice.say("steps.button.hand-over"), action: { act: "open-form", form: { form: "hand-over", ...about } } },
    { label: voice.say("steps.button.drop"), action: { act: "step-drop", ...about } },
  ];
}

/** Returns the buttons to accept and refuse a step that was offered. */
export function buildOfferButtons(voice: Voice, { id, revision }: Step): readonly Button[] {
  const about = { act: "accept-step" as const, stepId: id, revision };
  return [
    { label: voice.say("steps.button.accept"), action: { ...about, accept: true }, style: "primary" },
    { label: voice.say("steps.button.refuse"), action: { ...about, accept: false } },
  ];
}
