/** What each person will do, decided by the seed alone: commands on their days, and how they take to a check-in. */
import type { Action } from "../src/message/action.ts";
import type { Chance } from "../src/simulation/chance.ts";
import { findAction } from "./actions.ts";
import type { Acts } from "./acts.ts";
import { DAY_MS, type Habit, HOUR_MS, type PersonPlan, type Plan } from "./plan.ts";
import type { ShownRecord } from "./record.ts";
import type { Crowds } from "./set-up.ts";
import { addDays, wallAt } from "./wall-clock.ts";
import { isUnreachable, type Scene } from "./world.ts";

export type Scripting = {
  readonly scene: Scene;
  readonly crowds: Crowds;
  readonly acts: Acts;
  readonly chance: Chance;
  readonly settle: () => Promise<void>;
};

/** Between two taps of the same person. */
const TAP_MS = 20 * 60_000;
/** When commands are typed: 10:00 UTC. */
const COMMAND_MS = 10 * HOUR_MS;

/** The commands of the whole run. */
export function planCommands(scripting: Scripting): void {
  const { scene, acts } = scripting;
  const { plan } = scene;
  const at = (day: number) => plan.start + day * DAY_MS + COMMAND_MS;
  for (const person of plan.people.values()) {
    const { wish, away } = person;
    if (wish) acts.add(at(wish.onDay), () => say(scripting, person, `reminders ${wish.level}`));
    if (away) acts.add(at(away.fromDay), () => say(scripting, person, `away ${dateAfter(plan, away, person.zone)}`));
  }
  for (const team of plan.teams) {
    const lead = plan.people.get(team.lead);
    const { pause } = team;
    if (lead && pause) {
      acts.add(at(pause.fromDay), () => say(scripting, lead, `pause ${dateAfter(plan, pause, team.schedule.zone)}`));
    }
    for (const { person: id, onDay } of team.leaving) {
      const person = plan.people.get(id);
      if (person) acts.add(at(onDay), () => leave(scripting, person));
    }
  }
}

function dateAfter(plan: Plan, { fromDay, days }: { readonly fromDay: number; readonly days: number }, zone: string): string {
  return addDays(wallAt(plan.start + fromDay * DAY_MS + COMMAND_MS, zone).date, days);
}

/** Who has no chat with the bot cannot write to it either. */
async function say({ scene, crowds, settle }: Scripting, person: PersonPlan, line: string): Promise<readonly Action[]> {
  if (isUnreachable(scene, person)) return [];
  return crowds[person.platform].says({ person: person.id, settle }, { line });
}

async function leave(scripting: Scripting, person: PersonPlan): Promise<void> {
  const offered = findAction(await say(scripting, person, "leave"), "confirm-leave");
  if (!offered) throw new Error(`${person.name} was not asked whether to leave`);
  await scripting.crowds[person.platform].presses({ person: person.id, settle: scripting.settle }, offered);
}

/** What somebody does about a new card, if anything. */
export function reactTo(scripting: Scripting, shown: ShownRecord): void {
  const { scene, acts, chance } = scripting;
  if (shown.how !== "post" || !("person" in shown.to) || !isCheckIn(shown.actions)) return;
  const person = scene.plan.people.get(shown.to.person);
  const about = [shown.to.person, wallAt(shown.at, "UTC").date, shown.text.slice(0, 40)];
  const delayMs = person && findDelay(habitOf(person.habit, chance("habit", ...about)), chance("delay", ...about));
  if (!person || delayMs === undefined) return;
  const patience = chance("patience", ...about) < 0.25 ? Number.POSITIVE_INFINITY : 1;
  const walk = { person, message: shown.message, patience, rating: Math.floor(chance("rating", ...about) * 4) };
  acts.add(shown.at + delayMs, () => tap(scripting, walk));
}

function isCheckIn(actions: readonly Action[]): boolean {
  return actions.some(({ act }) => act === "walk");
}

function habitOf(habit: Habit, chance: number): Exclude<Habit, "changing"> {
  if (habit !== "changing") return habit === "silent" || chance >= 0.08 ? habit : "silent";
  return chance < 0.4 ? "prompt" : chance < 0.7 ? "late" : "silent";
}

/** The late answer after a day or after most windows; the silent never. */
function findDelay(habit: Exclude<Habit, "changing">, chance: number): number | undefined {
  if (habit === "silent") return undefined;
  return habit === "prompt" ? HOUR_MS / 2 + chance * 6 * HOUR_MS : DAY_MS + chance * 4 * DAY_MS;
}

type Walk = {
  readonly person: PersonPlan;
  readonly message: string;
  /** So many questions are answered; the others are skipped. */
  readonly patience: number;
  readonly rating: number;
};

/** One tap on the card as it stands now; the next follows a little later. */
async function tap(scripting: Scripting, walk: Walk): Promise<void> {
  const { scene, crowds, acts, settle } = scripting;
  const { person, message, patience } = walk;
  const card = scene.ledger.messageOf({ place: person.place, message });
  const action = card && chooseTap(card.actions, walk);
  if (!action) return;
  await crowds[person.platform].presses({ person: person.id, settle }, action, message);
  const answered = action.act === "walk" && action.event.do === "answer" ? 1 : 0;
  acts.add(scene.clock.now() + TAP_MS, () => tap(scripting, { ...walk, patience: patience - answered }));
}

function chooseTap(actions: readonly Action[], { patience, rating }: Walk): Action | undefined {
  const walks = actions.flatMap((action) => (action.act === "walk" ? [action] : []));
  const ratings = walks.filter(({ event }) => event.do === "answer" && event.reply.kind === "rating");
  const wanted = ratings.find(
    ({ event }) => event.do === "answer" && event.reply.kind === "rating" && event.reply.rating === rating,
  );
  const skip = walks.find(({ event }) => event.do === "skip");
  // A card that shows the summary offers to change an answer, and nothing more is to be done there.
  return (
    walks.find(({ event }) => event.do === "choose-baseline" && event.choice === "spread") ??
    walks.find(({ event }) => event.do === "step-report" && event.report === "not-yet") ??
    (patience > 0 ? wanted : skip)
  );
}
