/** One life of the program: it starts, people act, an administrator works beside it, and it dies. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createChance } from "../../src/simulation/chance.ts";
import type { PersonPlan } from "../../wire/plan.ts";
import { readDatabase, readLive } from "../check/database.ts";
import { type Life, runCommand, startLife } from "../program/life-process.ts";
import { chooseDeed, type Deed, setUp, type Sight } from "./deeds.ts";
import type { End, Errand, LifePlan } from "./plan.ts";
import type { Stage } from "./stage.ts";

/** A point that is not reached in this time is not waited for. */
const LONGEST_LIFE_MS = 10_000;
const TICK_MS = 3_000;

/** How the life ended, and what went wrong in it. */
export type Lived = { readonly how: string; readonly violations: readonly string[] };

/** `count` is told of every other process that was killed beside the program. */
export async function playLife(stage: Stage, plan: LifePlan, count: (how: string) => void): Promise<Lived> {
  const { end } = plan;
  stage.ahead(plan.awayMs);
  const fate = end.by === "point" ? end.fate : undefined;
  const life = await startLife({ ...stage.lifeParts(), fate });
  stage.setUrl(life.url);
  const calm = makeTrouble(stage, plan);
  let isOurs = false;
  const kill = () => {
    isOurs = true;
    life.kill();
  };
  const timers = end.by === "start" ? [setTimeout(kill, end.afterMs)] : [];
  let deeds = 0;
  const onDone = () => {
    deeds += 1;
    if (end.by === "moment" && deeds === end.deeds) timers.push(setTimeout(kill, end.afterMs));
  };
  const signal = { over: false, onDone };
  const errands: Promise<readonly string[]>[] = [];
  void life.ended.then(() => {
    signal.over = true;
  });
  const begin = () => {
    life.begin();
    timers.push(setTimeout(kill, LONGEST_LIFE_MS));
    if (plan.errand && plan.errand.does !== "restore") errands.push(runErrand(stage, plan.errand, count));
  };
  const acting = life.ready.then((isReady) => (isReady ? act(stage, signal, begin) : undefined));
  const wasKilled = await life.ended;
  for (const timer of timers) clearTimeout(timer);
  await acting;
  calm();
  const found = (await Promise.all(errands)).flat();
  return { how: howOf(end, isOurs), violations: [...found, ...(wasKilled ? [] : [describeEnd(life)])] };
}

function howOf(end: End, byUs: boolean): string {
  if (end.by === "point") return byUs ? "moment" : end.fate.point;
  return end.by;
}

function describeEnd(life: Life): string {
  return `R21: the program ended by itself: ${life.said()}`;
}

/** Until everybody is set up all goes well: what an outage does to the setting up is not this story's question. */
function makeTrouble({ plan, model, slack, teams }: Stage, { trouble }: LifePlan): () => void {
  if (!trouble || !plan.people.teams.every(({ name }) => model.hasTeam(name))) return () => undefined;
  let calls = 0;
  const isMeant = () => {
    calls += 1;
    return calls % trouble.every === 0;
  };
  // A start asks whose token it has, and refuses where nobody answers.
  const ends = [
    slack.plan(({ method }) => method !== "auth.test" && isMeant(), trouble.kind, Number.POSITIVE_INFINITY),
    teams.plan(isMeant, trouble.kind, Number.POSITIVE_INFINITY),
  ];
  return () => {
    for (const end of ends) end();
  };
}

type Signal = { readonly over: boolean; readonly onDone: () => void };

async function act(stage: Stage, signal: Signal, begin: () => void): Promise<void> {
  await waitForTick(stage, signal);
  if (signal.over) return;
  const wasSetUp = stage.plan.people.teams.every(({ name }) => stage.model.hasTeam(name));
  if (wasSetUp) begin();
  await setUpTeams(stage, signal);
  if (!wasSetUp) begin();
  const { model, people, plan } = stage;
  const ready = plan.people.teams.filter(({ name }) => model.hasTeam(name));
  const members = new Set(ready.flatMap((team) => team.members));
  await Promise.all(people.filter(({ id }) => members.has(id)).map((person) => actAs(stage, person, signal)));
}

/** What fell due while the program was away is done first, so that nobody presses a card that closes under their hand. */
async function waitForTick({ databasePath, now, model }: Stage, signal: Signal): Promise<void> {
  const deadline = performance.now() + TICK_MS;
  while (!signal.over) {
    const { due, checkIns } = readLive(databasePath, now());
    if (due === 0 || performance.now() > deadline) return model.refresh(checkIns);
    await sleep(30);
  }
}

async function setUpTeams(stage: Stage, signal: Signal): Promise<void> {
  const { model, crowds, plan, people } = stage;
  for (const team of plan.people.teams) {
    if (signal.over || model.hasTeam(team.name)) continue;
    try {
      if (team.platform === "teams") {
        await crowds.teams.installs(team);
        for (const person of people.filter(({ id }) => team.members.includes(id))) await crowds.teams.adds(person);
      }
    } catch {
      return;
    }
    if (!(await carryOut(stage, team.lead, setUp(team, crowds[team.platform])))) return;
  }
}

/** One deed after another; after one without an answer they wait for the next life. */
async function actAs(stage: Stage, person: PersonPlan, signal: Signal): Promise<void> {
  const { model, crowds, plan, cardOf } = stage;
  const chance = createChance(`${plan.seed} ${person.id} ${stage.now()}`);
  let draws = 0;
  const draw = () => {
    draws += 1;
    return chance(draws);
  };
  const last: Sight["last"] = {};
  while (!signal.over && !model.isUnsure(person.id) && !model.hasForgotten(person.id)) {
    const sight = { person, crowd: crowds[person.platform], model, card: cardOf(person.id), draw, last };
    const deed = chooseDeed(sight);
    if (deed && !(await carryOut(stage, person.id, deed))) return;
    if (deed) signal.onDone();
    await sleep(deed ? 20 + draw() * 100 : 40);
  }
}

/** False where no answer came, or not a good one. */
async function carryOut({ model }: Stage, person: string, { effect, run }: Deed): Promise<boolean> {
  model.begin(person, effect);
  try {
    await run();
  } catch {
    return false;
  }
  model.acknowledge(person);
  return true;
}

/** A backup that is whole holds everything that was told before it began; one that was killed leaves none, or the old one. */
async function runErrand(stage: Stage, { does, fate }: Errand, count: (how: string) => void): Promise<readonly string[]> {
  const { root, databasePath, folder, model } = stage;
  const told = model.listTold();
  const file = join(folder, `${does}-${fate.point}-${stage.now()}`);
  const args = does === "backup" ? ["backup", file] : ["export", "--out", file];
  const { code } = await runCommand({ root, databasePath, fate }, args);
  if (code === undefined) count(does);
  if (does !== "backup" || !(await isThere(file))) return [];
  const { damage, answers } = await readDatabase(file);
  const missing = [...told].filter(([id, keys]) => {
    const kept = answers.filter(({ user }) => user === id).map(({ key }) => key);
    return !model.hasForgotten(id) && keys.some((key, at) => kept[at] !== key);
  });
  return [
    ...damage.map((line) => `R23: a backup is damaged: ${line}`),
    ...missing.map(([id]) => `R23: a backup lacks answers of ${id}`),
  ];
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
