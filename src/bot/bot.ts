/** Puts the bot together over a database, a clock and front ends, with everything that it can do. Everything that starts or simulates it comes through here. */
import { answerText } from "../app/answer-text.ts";
import { createApp, reportRequests } from "../app/app.ts";
import { checkInFeature } from "../app/check-in/check-in-feature.ts";
import { createCommandBudget } from "../app/commands/command-budget.ts";
import { createHelpFeature } from "../app/commands/show-help.ts";
import type { Feature } from "../app/feature.ts";
import { groupFeature } from "../app/group/group-feature.ts";
import { linkFeature } from "../app/link/link-feature.ts";
import { OUTBOX_RULES } from "../app/outbox/judge-outbox.ts";
import type { Directory } from "../app/ports/directory.ts";
import type { Sender } from "../app/ports/sender.ts";
import type { Storage, World } from "../app/ports/world.ts";
import { preferencesFeature } from "../app/preferences/preferences-feature.ts";
import { checkProgrammes } from "../app/programme/check-programmes.ts";
import { createListedLeads } from "../app/programme/listed-leads.ts";
import { programmeFeature } from "../app/programme/programme-feature.ts";
import { sendOverviews } from "../app/programme/send-overviews.ts";
import { reportFeature } from "../app/report/report-feature.ts";
import { nextDueAt } from "../app/rounds/next-due.ts";
import { runDueRounds } from "../app/rounds/run-due-rounds.ts";
import { scheduleFeature } from "../app/schedule/schedule-feature.ts";
import { buildHome, buildWaiting } from "../app/standing/build-home.ts";
import { rewriteStandings } from "../app/standing/publish.ts";
import { createExportRunner } from "../app/standing/run-exports.ts";
import { standingFeature } from "../app/standing/standing-feature.ts";
import { stepsFeature } from "../app/steps/steps-feature.ts";
import { teamFeature } from "../app/team/team-feature.ts";
import { followEdition } from "../app/upkeep/follow-edition.ts";
import { forgetSettled } from "../app/upkeep/forget-settled.ts";
import { lookAtLeads } from "../app/upkeep/look-at-leads.ts";
import { tellOfLedger } from "../app/value/tell-of-ledger.ts";
import { valueFeature } from "../app/value/value-feature.ts";
import { editionKey } from "../core/catalogue/catalogue.ts";
import type { Workspace } from "../core/team.ts";
import { createDelivery } from "../delivery/delivery.ts";
import type { Bot, BotParts, FrontEnds } from "./bot-parts.ts";

/**
 * Creates the bot and moves teams of an older version of the edition to this one. Throws `catalogue-changed` when an
 * edition that was used before has other content under the same version, and `config-invalid` where only programme leads may
 * set up teams and there is none.
 */
export async function createBot(parts: BotParts): Promise<Bot> {
  const { storage, clock, ids, voice, catalogue, directory, senders, log, holidays } = parts;
  await storage.work((stores) => stores.catalogues.keep(catalogue));
  const wake = { delivery: () => {}, exports: () => {} };
  const world: World = {
    storage,
    clock,
    ids,
    directory,
    voice,
    edition: editionKey(catalogue),
    onQueued: () => wake.delivery(),
    onExport: () => wake.exports(),
    ...(parts.exportFiles && { exportFiles: parts.exportFiles }),
    ...(parts.teamReader && { teamReader: parts.teamReader }),
    ...(holidays && { holidays }),
    ...(parts.programmeLeads && { programmeLeads: parts.programmeLeads }),
    ...(parts.teamCreation && { teamCreation: parts.teamCreation }),
    ...(parts.answersKeptMonths && { answersKeptMonths: parts.answersKeptMonths }),
  };
  await checkProgrammes(world, { log });
  const appointListed = createListedLeads(world, { log });
  const moved = await followEdition(world);
  await tellOfLedger(world);
  if (moved > 0) log.info({ edition: world.edition, teams: moved }, "teams moved to a newer version of their edition");
  const delivery = createDelivery({
    world,
    rules: OUTBOX_RULES,
    senders,
    log,
    ...(parts.steady && { steady: parts.steady }),
    ...(parts.shared && { shared: parts.shared }),
  });
  wake.delivery = () => delivery.wake();
  // Only a clock that never goes back tells what came back since.
  const budget = parts.steady && createCommandBudget({ now: parts.steady.now });
  const exporting = createExportRunner(world, { log });
  wake.exports = () => exporting.wake();
  let ticking: Promise<void> = Promise.resolve();
  let holds = 0;
  async function tickOnce(signal: AbortSignal | undefined): Promise<void> {
    if (holds > 0) return;
    await appointListed();
    await lookAtLeads(world, { log, signal });
    await rewriteStandings(world, { log, signal });
    await runDueRounds(world, { log, signal });
    await sendOverviews(world, { log, signal });
    if (signal?.aborted) return;
    await forgetSettled(world, { log });
    await exporting.tidy();
    exporting.wake();
    await delivery.drain();
  }
  return {
    app: reportRequests(
      createApp(world, {
        features: FEATURES,
        onText: answerText,
        home: buildHome,
        waiting: buildWaiting,
        ...(budget && { budget }),
      }),
      {
        log,
        features: FEATURES,
      },
    ),
    world,
    delivery,
    exports: exporting,
    tick(signal) {
      const next = (): Promise<void> => tickOnce(signal);
      ticking = ticking.then(next, next);
      return ticking;
    },
    async hold(task) {
      holds += 1;
      try {
        await ticking.catch(() => {});
        return await task();
      } finally {
        holds -= 1;
      }
    },
    nextDueAt: () => storage.work((stores) => nextDueAt({ stores, world, now: clock.now() })),
  };
}

/** Returns a function that finds the sender for a workspace; undefined when its platform does not run in this process. */
export function sendersOf(frontEnds: FrontEnds): (workspace: Workspace) => Sender | undefined {
  return (workspace) => frontEnds.get(workspace.platform)?.sender;
}

/**
 * Returns a directory that asks the platform each workspace belongs to. It answers `undefined` when the workspace is
 * unknown or its platform does not run here.
 */
export function directoryOf(frontEnds: FrontEnds, storage: Storage): Directory {
  const find = async (workspaceId: string): Promise<Directory | undefined> => {
    const workspace = await storage.work((stores) => stores.workspaces.find(workspaceId));
    return workspace && frontEnds.get(workspace.platform)?.directory;
  };
  return {
    profile: async (workspaceId, platformUserId, channelId) =>
      (await find(workspaceId))?.profile(workspaceId, platformUserId, channelId),
    couldNotAsk: (workspaceId, platformUserId) =>
      [...frontEnds.values()].some(({ directory }) => directory.couldNotAsk?.(workspaceId, platformUserId) ?? false),
    isNobody: (workspaceId, platformUserId) =>
      [...frontEnds.values()].some(({ directory }) => directory.isNobody?.(workspaceId, platformUserId) ?? false),
    nameOf: async (workspaceId, platformUserId) => (await find(workspaceId))?.nameOf?.(workspaceId, platformUserId),
    channelName: async (workspaceId, channelId) => (await find(workspaceId))?.channelName(workspaceId, channelId),
    mayBeChosenUnmet: (workspaceId, platformUserId) =>
      [...frontEnds.values()].some(({ directory }) => directory.mayBeChosenUnmet?.(workspaceId, platformUserId) ?? false),
    presence: async (workspaceId, who) => (await find(workspaceId))?.presence?.(workspaceId, who) ?? "in",
    findByEmail: async (workspaceId, email) => (await find(workspaceId))?.findByEmail?.(workspaceId, email),
    findGroup: async (workspaceId, word) => (await find(workspaceId))?.findGroup?.(workspaceId, word),
  };
}

const OWN_FEATURES: readonly Feature[] = [
  checkInFeature,
  standingFeature,
  stepsFeature,
  valueFeature,
  reportFeature,
  programmeFeature,
  teamFeature,
  scheduleFeature,
  preferencesFeature,
  linkFeature,
  groupFeature,
];

/** All features of the bot, and the help that lists their commands. */
export const FEATURES: readonly Feature[] = [...OWN_FEATURES, createHelpFeature(OWN_FEATURES)];
