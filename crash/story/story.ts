/** Plays one story: people act on the real program, which dies again and again, and after each death the database is compared. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { countUnsent, type Found, readDatabase } from "../check/database.ts";
import { type Figures, noFigures } from "../figures.ts";
import { runCommand, startLife } from "../program/life-process.ts";
import { newestWalk } from "./deeds.ts";
import { playLife } from "./life.ts";
import type { LifePlan, StoryPlan } from "./plan.ts";
import { openStage, type Stage } from "./stage.ts";

const MOST_QUIET_LIVES = 12;
const QUIET_MS = 30_000;

/** `root`: the folder that holds `dist`. Resolves to what the story came to; its processes and files are gone by then. */
export async function playStory(plan: StoryPlan, root: string): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), "speedboat-crash-"));
  const stage = await openStage({ plan, root, folder });
  try {
    let figures = noFigures();
    const count = (how: string) => {
      figures.kills[how] = (figures.kills[how] ?? 0) + 1;
    };
    for (const life of plan.lives) {
      await restoreBefore(stage, life, count);
      const { how, violations } = await playLife(stage, life, count);
      count(how);
      figures = await look(stage, figures, violations);
      if (figures.violations.length > 0) break;
    }
    return figures.violations.length > 0 ? figures : await settle(stage, figures);
  } finally {
    await stage.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Compares what stands in the database, and at the platforms, with what people were told. */
async function look(stage: Stage, figures: Figures, more: readonly string[] = []): Promise<Figures> {
  const { model, sends, ledger, plan } = stage;
  const found = await readDatabase(stage.databasePath);
  const { lost, doubled, keptUnasked, violations } = model.compare(found);
  const twice = sends.look(found);
  const shown = ledger.records.flatMap((record) => (record.kind === "shown" ? [record.how] : []));
  const told = [...model.listTold().values()].reduce((sum, answers) => sum + answers.length, 0);
  return {
    ...figures,
    acknowledged: model.acknowledged,
    kept: told,
    lost: figures.lost + lost,
    doubled: figures.doubled + doubled,
    keptUnasked: figures.keptUnasked + keptUnasked,
    posted: shown.filter((how) => how === "post").length,
    edited: shown.filter((how) => how === "edit").length,
    doubledSends: figures.doubledSends + twice.length,
    violations: [...figures.violations, ...[...violations, ...twice, ...more].map((line) => `seed ${plan.seed}: ${line}`)],
  };
}

/** A backup of the dead program's database is put back, and the restoring killed: either file stands there whole. */
async function restoreBefore(stage: Stage, { errand }: LifePlan, count: (how: string) => void): Promise<void> {
  if (errand?.does !== "restore") return;
  const { root, databasePath, folder } = stage;
  const file = join(folder, "restore.db");
  const kept = await runCommand({ root, databasePath }, ["backup", file, "--replace"]);
  if (kept.code !== 0) throw new Error(`no backup: ${kept.said}`);
  const { code } = await runCommand({ root, databasePath, fate: errand.fate }, ["restore", file]);
  if (code === undefined) count("restore");
}

/** The platforms answer again, and the program starts until everything that was asked for has arrived or is told. */
async function settle(stage: Stage, before: Figures): Promise<Figures> {
  let figures = before;
  let found: Found | undefined;
  for (let nth = 0; nth < MOST_QUIET_LIVES; nth += 1) {
    stage.ahead(Math.max(75_000, latestRetry(found) - stage.now()));
    await liveQuietly(stage);
    figures = await look(stage, figures);
    found = await readDatabase(stage.databasePath);
    if (listUnsent(found, stage.now()).length === 0) break;
  }
  const amountOf = (status: string) =>
    (found?.sends ?? []).filter((send) => send.status === status).reduce((sum, { amount }) => sum + amount, 0);
  const late = found ? listUnsent(found, stage.now()) : [];
  const failed = amountOf("failed");
  const violations = [
    ...(late.length > 0 ? [`R32: ${late.length} messages never arrived and nobody was told`] : []),
    ...(failed > 0 ? [`R32: ${failed} messages were given up`] : []),
    ...(found ? findOldCards(stage, found) : []),
  ];
  return {
    ...figures,
    unclear: amountOf("ambiguous"),
    violations: [...figures.violations, ...violations.map((line) => `seed ${stage.plan.seed}: ${line}`)],
  };
}

function listUnsent({ waiting }: Found, now: number) {
  return waiting.filter(({ attempt, status, at }) =>
    status === "ambiguous" ? at > now : status === "sending" || attempt > 0 || at <= now,
  );
}

function latestRetry(found: Found | undefined): number {
  const tried = (found?.waiting ?? []).filter(({ attempt }) => attempt > 0);
  return Math.max(0, ...tried.map(({ at }) => at)) + 1_000;
}

async function liveQuietly(stage: Stage): Promise<void> {
  const life = await startLife(stage.lifeParts());
  if (!(await life.ready)) throw new Error(`the program did not start: ${life.said()}`);
  const deadline = performance.now() + QUIET_MS;
  await sleep(500);
  while (countUnsent(stage.databasePath, stage.now()) > 0 && performance.now() < deadline) await sleep(50);
  life.kill();
  await life.ended;
}

/** The newest card of each walk shows how far the walk is; one that the bot does not know to have arrived cannot be changed. */
function findOldCards({ cardOf, people }: Stage, { checkIns }: Found): readonly string[] {
  return people.flatMap(({ id }) => {
    const walk = newestWalk(cardOf(id)?.actions ?? []);
    const kept = walk && checkIns.get(walk.checkInId);
    if (!kept || kept.isOpen === 0 || kept.unclear > 0 || kept.revision === walk.revision) return [];
    return [`R32: the card of ${id} shows revision ${walk.revision}, kept is ${kept.revision}`];
  });
}
