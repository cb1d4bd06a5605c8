/** The answer to `next`: what to do next, best first, with the numbers that rank it. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { Suggestion } from "../../../core/next-steps/rank-next-steps.ts";
import type { Step } from "../../../core/next-steps/step.ts";
import type { Button, Element, Message } from "../../message.ts";
import { buildPager, takePage } from "../../pages.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameQuestion } from "../standing/names.ts";
import { type StepSubject, type TeamName, wordDue, wordStep } from "./step-words.ts";

/** The suggestions for a team. */
export type NextStepsView = {
  readonly team: TeamName;
  readonly catalogue: Catalogue;
  /** Best first. */
  readonly suggestions: readonly Suggestion[];
  /** What somebody put aside for the team, while it is in force. */
  readonly aside: readonly Step[];
  /** Whether nothing can be suggested because fewer than three people rated anything. */
  readonly tooFewRaters: boolean;
  /** The page that is shown, from 1. */
  readonly page: number;
};

const ON_PAGE = 5;

/**
 * Shows a page of five: suggestions with the sums that rank them, then what was put aside, the soonest to come back first. Where
 * there are no suggestions it says why.
 */
export function buildNextSteps(voice: Voice, view: NextStepsView): Message {
  const { team, suggestions } = view;
  const until = ({ snoozedUntil }: Step) => snoozedUntil ?? "9999";
  const aside = view.aside.toSorted((left, right) => (until(left) < until(right) ? -1 : 1));
  const page = takePage([...suggestions, ...aside], view.page, ON_PAGE);
  const suggested = suggestions.filter((suggestion) => page.items.includes(suggestion));
  return {
    locale: voice.locale,
    summary: voice.say("steps.next.summary", { team: team.name, count: suggestions.length }),
    elements: [
      { kind: "heading", text: voice.say("steps.next.title", { team: team.name }) },
      ...(suggestions.length > 0 ? buildList(voice, view, suggested) : [buildNone(voice, view)]),
      ...buildAside(
        voice,
        view,
        aside.filter((step) => page.items.includes(step)),
      ),
      ...buildPager(voice, page, (number) => ({ act: "command", line: "next", teamId: team.id, page: number })),
      {
        kind: "buttons",
        buttons: [{ label: voice.say("steps.button.mine"), action: { act: "command", line: "steps", teamId: team.id } }],
      },
    ],
  };
}

function buildNone(voice: Voice, { tooFewRaters }: NextStepsView): Element {
  return { kind: "paragraph", text: voice.say(tooFewRaters ? "steps.next.none-private" : "steps.next.none") };
}

/** Lists what is put aside, with a button to take it back. Nobody is named. */
function buildAside(voice: Voice, { team, catalogue, aside }: NextStepsView, shown: readonly Step[]): readonly Element[] {
  if (shown.length === 0) return [];
  const elements = shown.flatMap((step): readonly Element[] => {
    const { questionId, fromRating, declineReason, snoozedUntil } = step;
    const because = declineReason === undefined ? voice.say("steps.button.snooze") : voice.say(`words.decline.${declineReason}`);
    const restore: Button = {
      label: voice.say("steps.button.restore"),
      action: { act: "restore-step", teamId: team.id, questionId, fromRating },
    };
    return [
      { kind: "paragraph", text: voice.runs("steps.mine.row", wordStep(voice, catalogue, step)) },
      {
        kind: "paragraph",
        text: voice.say("steps.next.aside-until", { because, until: wordDue(voice, snoozedUntil) }),
        tone: "quiet",
      },
      { kind: "buttons", buttons: [restore] },
    ];
  });
  const title = voice.say("steps.next.aside", { count: aside.length });
  return [{ kind: "paragraph", text: [{ text: title, style: "bold" }] }, ...elements];
}

function buildList(voice: Voice, view: NextStepsView, shown: readonly Suggestion[]): readonly Element[] {
  if (shown.length === 0) return [];
  return [
    ...shown.flatMap((suggestion) => buildSuggestion(voice, view, suggestion)),
    { kind: "paragraph", text: voice.say("steps.next.intro"), tone: "quiet" },
  ];
}

function buildSuggestion(voice: Voice, { team, catalogue }: NextStepsView, suggestion: Suggestion): readonly Element[] {
  const { questionId, fromRating } = suggestion;
  return [
    { kind: "paragraph", text: voice.runs("steps.mine.row", wordStep(voice, catalogue, suggestion)) },
    { kind: "paragraph", text: sayFigures(voice, catalogue, suggestion), tone: "quiet" },
    { kind: "buttons", buttons: buildSuggestionButtons(voice, team, { questionId, fromRating }) },
  ];
}

/** "needed for the gate · gap 67% × usefulness 5 ÷ effort 2 = 1.67". */
function sayFigures(voice: Voice, catalogue: Catalogue, suggestion: Suggestion): string {
  const { tier, gap, usefulness, effort, priority, provisional, coverage, opensWayFor } = suggestion;
  const names = opensWayFor.map((id) => nameQuestion(voice, catalogue, id));
  const parts = [
    ...(tier === "required" ? [] : [voice.say(`steps.next.tier.${tier}`)]),
    voice.say("steps.next.figures", {
      gap: voice.percent(gap.valueOf()),
      usefulness,
      effort,
      priority: priority.valueOf().toFixed(2),
    }),
    ...(provisional ? [voice.say("steps.next.provisional", { coverage: voice.percent(coverage?.valueOf()) })] : []),
    ...(names.length > 0 ? [voice.say("steps.next.opens-way", { names: voice.list(names) })] : []),
  ];
  return parts.join(" · ");
}

/** Returns the buttons to take, snooze or decline a suggestion. */
export function buildSuggestionButtons(
  voice: Voice,
  team: TeamName,
  { questionId, fromRating, fromNudge }: StepSubject & { readonly fromNudge?: true },
): readonly Button[] {
  const about = { teamId: team.id, questionId, fromRating, ...(fromNudge && { fromNudge }) };
  return [
    { label: voice.say("steps.button.take"), action: { act: "take-step", ...about }, style: "primary" },
    { label: voice.say("steps.button.snooze"), action: { act: "snooze-step", ...about } },
    { label: voice.say("steps.button.decline"), action: { act: "decline-step", ...about } },
  ];
}
