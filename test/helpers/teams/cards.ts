/** Looks at Adaptive Cards as a client does, and holds each of them to the rules. */
import { createRequire } from "node:module";
import type { Json } from "../../../fakes/json.ts";
import { CARD_LIMITS, measureCard } from "../../../src/teams/card/card-limits.ts";

const adaptive = createRequire(import.meta.url)("adaptivecards/dist/adaptivecards.js");

export type Node = Json & { readonly type?: string };

/** Every object of the card that has a type, from the outside in. */
export function listNodes(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(listNodes);
  if (typeof value !== "object" || value === null) return [];
  const own = "type" in value ? [value as Node] : [];
  return [...own, ...Object.entries(value).flatMap(([key, part]) => (key === "data" ? [] : listNodes(part)))];
}

/** Everything that is read on the card, hidden parts too. */
export function textOf(card: unknown): string {
  return listNodes(card)
    .flatMap(({ text, label, title, altText }) => [text, label, title, altText])
    .filter((part) => typeof part === "string")
    .join("\n");
}

export function listActions(card: unknown): readonly Node[] {
  return listNodes(card).filter(({ type }) => type === "Action.Execute");
}

/** The universal action of this title; throws with what there is instead. */
export function actionOf(card: unknown, title: string): Node {
  const actions = listActions(card);
  const found = actions.find((action) => String(action.title ?? "").replace(/^[●○] /, "") === title);
  if (!found) throw new Error(`no “${title}” among ${actions.map((action) => action.title).join(" · ")}`);
  return found;
}

/** What a client would send for the inputs as they stand. */
export function inputsOf(card: unknown): Readonly<Record<string, string>> {
  const inputs = listNodes(card).filter(({ type }) => String(type).startsWith("Input."));
  return Object.fromEntries(inputs.map(({ id, value }) => [String(id), value === undefined ? "" : String(value)]));
}

/** The parser's pattern for languages remembers where it stopped, and so refuses a right one every other time. */
const LANGUAGE_AGAIN = /^Invalid value "(en|zh)" for property "lang"\.$/;

/** The parser knows the people picker from 1.6 on and wants a choice in it; Teams takes it at any version and fills it itself. */
const PICKER = /^Property "choices\.data" is supported in version 1\.6/;
const NO_CHOICE = "An Input.ChoiceSet must have at least one choice defined.";

function isPicker(card: unknown): (fault: string) => boolean {
  const sets = listNodes(card).filter(({ type }) => type === "Input.ChoiceSet");
  const areEmpty = sets.filter(({ choices }) => Array.isArray(choices) && choices.length === 0);
  const areAllPickers = areEmpty.every((set) => set["choices.data"] !== undefined);
  return (fault) => PICKER.test(fault) || (fault === NO_CHOICE && areAllPickers);
}

/** Throws where the official parser finds something wrong, an id stands twice, a target is missing or the card is too large. */
export function checkCard(card: unknown): void {
  const context = new adaptive.SerializationContext(adaptive.Versions.v1_5);
  const parsed = new adaptive.AdaptiveCard();
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const results = parsed.validateProperties().validationEvents.map(({ message }: { message: string }) => message);
  const faults = [...events.filter((event) => !LANGUAGE_AGAIN.test(event)), ...results, ...listOwnFaults(card as Node)].filter(
    (fault) => !isPicker(card)(fault),
  );
  if (faults.length > 0) throw new Error(`${faults.join("; ")}\n${JSON.stringify(card).slice(0, 2_000)}`);
}

function listOwnFaults(card: Node): readonly string[] {
  const nodes = listNodes(card);
  const ids = nodes.flatMap(({ id }) => (typeof id === "string" ? [id] : []));
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `the id ${id} stands twice`);
  const targets = nodes.flatMap(({ targetElements }) => (Array.isArray(targetElements) ? targetElements : []));
  const missing = targets.filter((target) => !ids.includes(target)).map((target) => `nothing is called ${target}`);
  const size = measureCard({ ...card, type: "AdaptiveCard" });
  return [
    ...twice,
    ...missing,
    ...(size > CARD_LIMITS.cardBytes ? [`${size} bytes`] : []),
    ...(card.version === "1.5" ? [] : ["not version 1.5"]),
    ...(typeof card.fallbackText === "string" && card.fallbackText !== "" ? [] : ["no fallback text"]),
    ...(typeof card.speak === "string" && card.speak !== "" ? [] : ["nothing to speak"]),
  ];
}
