/** What one person does next, from the card that they see: a press, a word, nothing while they wait. */
import type { Action } from "../../src/message/action.ts";
import { findAction } from "../../wire/actions.ts";
import type { Crowd } from "../../wire/crowd.ts";
import type { PersonPlan, TeamPlan } from "../../wire/plan.ts";
import { toSetUpValues } from "../../wire/set-up.ts";
import type { Effect, Model } from "./model.ts";

/** Something to be done, and what it changes once it is acknowledged. */
export type Deed = { readonly effect: Effect; readonly run: () => Promise<unknown> };

/** A card as it stands in somebody's chat. */
export type Card = { readonly message: string; readonly actions: readonly Action[] };

/** What a person knows when they decide. */
export type Sight = {
  readonly person: PersonPlan;
  readonly crowd: Crowd;
  readonly model: Model;
  /** Their newest card with a walk on it. */
  readonly card: Card | undefined;
  /** A number from 0 up to 1, another at each call. */
  readonly draw: () => number;
  /** What they pressed last with an answer. */
  readonly last: { press?: Pressed };
};

type Pressed = { readonly action: Action; readonly message: string };
type WalkAction = Extract<Action, { act: "walk" }>;

const settle = () => Promise.resolve();
const LINES = ["status", "next", "gate", "help", "checkin", "why", "privacy"] as const;
const LEVELS = ["off", "light", "standard"] as const;

/** The lead sets the team up, as long as nobody was told that it is. */
export function setUp(team: TeamPlan, crowd: Crowd): Deed {
  const entry = { context: { form: "setup", channelId: team.channel } as const, values: toSetUpValues(team) };
  return { effect: { team: team.name }, run: () => crowd.submits({ person: team.lead, settle }, entry) };
}

/** Returns undefined while there is nothing to do but wait for the card. */
export function chooseDeed(sight: Sight): Deed | undefined {
  const { person, crowd, draw } = sight;
  const ask = { person: person.id, settle };
  const whim = draw();
  if (whim < 0.005)
    return { effect: { forgets: true }, run: () => crowd.presses(ask, { act: "confirm-forget" }, sight.card?.message) };
  if (whim < 0.03) {
    const level = LEVELS[Math.floor(draw() * LEVELS.length)] ?? "light";
    return { effect: { reminders: level }, run: () => crowd.says(ask, { line: `reminders ${level}` }) };
  }
  if (whim < 0.1) return say(sight, LINES[Math.floor(draw() * LINES.length)] ?? "help");
  const { press } = sight.last;
  if (whim < 0.14 && press) return { effect: {}, run: () => crowd.presses(ask, press.action, press.message) };
  return pressCard(sight) ?? (whim < 0.2 ? say(sight, whim < 0.17 ? "assess" : "checkin") : undefined);
}

function say({ person, crowd }: Sight, line: string): Deed {
  return { effect: {}, run: () => crowd.says({ person: person.id, settle }, { line }) };
}

/** A press on the card as it stands, where it stands as the bot knows it. */
function pressCard(sight: Sight): Deed | undefined {
  const { card, model, person, crowd, last } = sight;
  if (!card) return undefined;
  const shown = newestWalk(card.actions);
  if (!shown) return undefined;
  const known = model.revisionOf(shown.checkInId);
  if (known === undefined || shown.revision < known) return undefined;
  model.learn(shown.checkInId, shown.revision);
  const walks = card.actions.flatMap((action) => (isSameCard(action, shown) ? [action] : []));
  const action = chooseWalk(walks, sight.draw);
  if (!action) return undefined;
  const { event, checkInId, revision } = action;
  const moved = { checkIn: checkInId, from: revision };
  const answer = event.do === "answer" ? { answer: `${checkInId} ${event.questionId} ${replyOf(event.reply)}` } : {};
  return {
    effect: { moved, ...answer },
    async run() {
      await crowd.presses({ person: person.id, settle }, action, card.message);
      if (event.do === "answer") last.press = { action, message: card.message };
    },
  };
}

/**
 * The newest of the walks that a card shows; undefined where it shows none. What answers to a press in Teams may stand together
 * with an older card that was shown meanwhile.
 */
export function newestWalk(actions: readonly Action[]): WalkAction | undefined {
  const walks = actions.flatMap((action) => (action.act === "walk" ? [action] : []));
  return walks.reduce<WalkAction | undefined>((best, walk) => (best && best.revision >= walk.revision ? best : walk), undefined);
}

function isSameCard(action: Action, { checkInId, revision }: WalkAction): action is WalkAction {
  return action.act === "walk" && action.checkInId === checkInId && action.revision === revision;
}

function replyOf(reply: { readonly kind: string; readonly rating?: number }): string {
  return reply.rating === undefined ? reply.kind : String(reply.rating);
}

function chooseWalk(walks: readonly WalkAction[], draw: () => number): WalkAction | undefined {
  const of = (does: WalkAction["event"]["do"]) => walks.filter(({ event }) => event.do === does);
  const anyOf = (actions: readonly WalkAction[]) => actions[Math.floor(draw() * actions.length)];
  const whole = walks.find(({ event }) => event.do === "choose-baseline" && event.choice === "all");
  const notYet = walks.find(({ event }) => event.do === "step-report" && event.report === "not-yet");
  const whim = draw();
  const odd = whim < 0.08 ? anyOf(of("skip")) : whim < 0.16 ? anyOf(of("back")) : undefined;
  return whole ?? notYet ?? odd ?? anyOf(of("answer")) ?? anyOf(of("change"));
}

/** True where a card carries something of a walk. */
export function isWalkCard(actions: readonly Action[]): boolean {
  return findAction(actions, "walk") !== undefined;
}
