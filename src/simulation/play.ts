/** What one team's characters do over the weeks. They decide by the messages that they got and never look into the database. */
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "../core/time.ts";
import type { Message } from "../message/message.ts";
import { type Actor, findAction } from "./actor.ts";
import type { PlannedAct, Playing, PlayParts } from "./planned-act.ts";
import { planPlot } from "./plot.ts";
import type { Letter } from "./post-box.ts";
import { walkThrough } from "./walk-through.ts";

/** What one team's characters do over the weeks. */
export interface Play {
  /** What is planned from the beginning. */
  readonly plot: readonly PlannedAct[];
  /** Returns what somebody does about a message; nothing for most. */
  reactTo(letter: Letter): readonly PlannedAct[];
}

const TAP_MS = 18_000;
const TAKES_A_STEP = 0.7;

/** Returns the play of one team. Its characters decide by the messages that they got and never look into the database. */
export function createPlay(parts: PlayParts): Play {
  const playing: Playing = { ...parts, gone: new Set() };
  const byPerson = new Map(parts.actors.map((actor) => [actor.personId, actor]));
  return {
    plot: planPlot(playing),
    reactTo(letter) {
      const actor = letter.target.to === "person" ? byPerson.get(letter.target.personId) : undefined;
      if (!actor || letter.operation !== "post" || playing.gone.has(actor.personId)) return [];
      return planReaction(playing, { actor, letter });
    },
  };
}

type Received = { readonly actor: Actor; readonly letter: Letter };

function planReaction(playing: Playing, { actor, letter }: Received): readonly PlannedAct[] {
  const { habit, name } = actor.character;
  const at = letter.at + Math.round(delayOf(playing, { actor, letter }));
  if (findAction(letter.message, "walk")) {
    if (habit === "silent") return [];
    return [{ at, who: name, what: "answers", run: () => answer(playing, { actor, card: letter.message }) }];
  }
  const offered = findAction(letter.message, "take-step");
  if (!offered || playing.chance("take", actor.personId, letter.at) >= TAKES_A_STEP) return [];
  return [{ at, who: name, what: "takes a step", run: async () => void (await actor.presses(offered)) }];
}

async function answer(playing: Playing, { actor, card }: { readonly actor: Actor; readonly card: Message }): Promise<void> {
  const { catalogue, course, chance, clock } = playing;
  const week = weekOf(playing, clock.now());
  await walkThrough({ actor, catalogue, course, week, chance, onTap: () => clock.pass(TAP_MS) }, card);
}

function weekOf({ start }: Playing, at: Instant): number {
  return Math.floor((at - start) / (7 * DAY_MS)) + 1;
}

/** Returns how many milliseconds somebody takes to react: within the window for most, after the reminder for the late one. */
function delayOf({ chance }: Playing, { actor, letter }: Received): number {
  const { character, personId } = actor;
  const luck = chance("delay", personId, letter.at);
  switch (character.habit) {
    case "late":
      return (40 + luck * 7) * HOUR_MS;
    case "diligent":
      return (5 + luck * 40) * MINUTE_MS;
    default:
      return (1 + luck * 20) * HOUR_MS;
  }
}
