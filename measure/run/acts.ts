/**
 * What runs of the program in three acts. Each act was done once before, by somebody else or a moment ago, so that what is
 * loaded or prepared only once is not counted.
 */
import { DAY_MS, HOUR_MS } from "../../wire/plan.ts";
import { setUpTeam } from "../../wire/set-up.ts";
import { type Coverage, type Entered, startCoverage } from "./coverage.ts";
import { openTown, type Town } from "./small-town.ts";

export type Acts = {
  /**
   * An answer pressed on a check-in card in Slack: from the signed request until its response came, the card in Slack shows
   * the next question and nothing waits to be sent.
   */
  readonly press: Entered;
  /** The tick in which the second round of a team opens for its four members, until everything that it queued was sent. */
  readonly dueRound: Entered;
  /** `/level2 why`, typed by a member of a team with a standing: from the signed request until the answer was shown. */
  readonly why: Entered;
};

export async function measureActs(root: string): Promise<Acts> {
  const town = await openTown(root);
  const coverage = await startCoverage(new URL("../../src/", import.meta.url));
  try {
    return await play(town, coverage);
  } finally {
    await coverage.stop();
    await town.close();
  }
}

async function play(town: Town, coverage: Coverage): Promise<Acts> {
  const { scene, crowds, settle } = town;
  const { plan } = scene;
  for (const team of plan.teams) await setUpTeam({ scene, crowds, settle }, team);
  await town.deliver();
  for (const hour of [9, 10]) await tickAt(town, plan.start + hour * HOUR_MS);
  for (const person of plan.people.keys()) await answerAll(town, person);
  for (const hour of [9, 10, 11, 12]) await tickAt(town, plan.start + DAY_MS + hour * HOUR_MS);
  const nextMonday = plan.start + 7 * DAY_MS;
  await tickAt(town, nextMonday + 9 * HOUR_MS);
  const dueRound = await measure(town, { coverage, expects: "post" }, () => tickAt(town, nextMonday + 10 * HOUR_MS));
  const member = plan.teams[1]?.members[1] ?? "";
  await answerNext(town, member);
  const press = await measure(town, { coverage, expects: "edit" }, () => answerNext(town, member));
  await askWhy(town, member);
  return { press, dueRound, why: await coverage.during(() => askWhy(town, member)) };
}

type Measuring = { readonly coverage: Coverage; readonly expects: "post" | "edit" };

/** Refuses to measure anything but what was meant. */
async function measure({ scene }: Town, { coverage, expects }: Measuring, act: () => Promise<unknown>): Promise<Entered> {
  const before = scene.ledger.records.length;
  const entered = await coverage.during(act);
  const shown = scene.ledger.records.slice(before).flatMap((record) => (record.kind === "shown" ? [record] : []));
  const cards = shown.filter(({ how, actions }) => how === expects && actions.some(isWalk));
  const wanted = expects === "post" ? 4 : 1;
  if (cards.length !== wanted) throw new Error(`${cards.length} cards were shown by ${expects} instead of ${wanted}`);
  return entered;
}

async function askWhy({ crowds, settle, deliver }: Town, person: string): Promise<void> {
  const buttons = await crowds.slack.says({ person, settle }, { line: "why" });
  await deliver();
  if (buttons.length === 0) throw new Error("nothing was explained");
}

async function tickAt({ scene, bot, deliver }: Town, at: number): Promise<void> {
  scene.clock.set(at);
  await bot.tick();
  await deliver();
}

async function answerAll(town: Town, person: string): Promise<void> {
  while (await answerNext(town, person));
}

/** Presses an answer on the newest card; false once the check-in is finished. */
async function answerNext(town: Town, person: string): Promise<boolean> {
  const { ledger } = town.scene;
  const card = ledger.records.findLast(
    (record) => record.kind === "shown" && "person" in record.to && record.to.person === person && record.actions.some(isWalk),
  );
  if (card?.kind !== "shown") throw new Error(`${person} has no check-in`);
  const actions = ledger.messageOf(card)?.actions.flatMap((action) => (action.act === "walk" ? [action] : [])) ?? [];
  const action =
    actions.find(({ event }) => event.do === "choose-baseline" && event.choice === "spread") ??
    actions.find(({ event }) => event.do === "answer" && event.reply.kind === "rating");
  if (!action) return false;
  await town.crowds.slack.presses({ person, settle: town.settle }, action, card.message);
  await town.deliver();
  return true;
}

function isWalk({ act }: { readonly act: string }): boolean {
  return act === "walk";
}
