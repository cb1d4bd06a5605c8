/** Starts the bot from the environment, and stops it in order. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExportFiles } from "./app/ports/export-files.ts";
import type { Log } from "./app/ports/log.ts";
import { reportTrouble } from "./app/ports/report-trouble.ts";
import type { TeamReader } from "./app/ports/team-reader.ts";
import { type BotParts, type FrontEnd, type FrontEnds } from "./bot/bot-parts.ts";
import { createBot, directoryOf, sendersOf } from "./bot/bot.ts";
import { DEFAULT_CATALOGUE_DIRECTORY, PROMPTS_DIRECTORY } from "./bot/package-root.ts";
import { describeThisProcess, hasEnded } from "./bot/this-process.ts";
import { type Config, parseConfig } from "./config.ts";
import { createPublicHolidays } from "./holidays/public-holidays.ts";
import { createHttpServer } from "./http/server.ts";
import { createVoices } from "./message/voice/voices.ts";
import { createScheduler } from "./scheduler/scheduler.ts";
import { reportStrays } from "./start/report-strays.ts";
import { describeStartError } from "./start/start-error.ts";
import type { ConnectingSlack } from "./start/start-slack.ts";
import { stopInOrder, stopOnSignals } from "./start/stop.ts";
import { loadCatalogue } from "./storage/catalogue/load-catalogue.ts";
import { createExportFiles } from "./storage/exports/export-files.ts";
import { writeInThread } from "./storage/exports/write-in-thread.ts";
import { writeToFile } from "./storage/exports/write-to-file.ts";
import { createIds } from "./storage/ids.ts";
import { openStorage, type SqliteStorage } from "./storage/open-storage.ts";
import { createTeamReader } from "./storage/team-reader/read-teams-in-thread.ts";
import { createLog } from "./watch/create-log.ts";
import { createMetrics } from "./watch/metrics.ts";
import { createReadiness } from "./watch/readiness.ts";

const SYSTEM_CLOCK = { now: () => Date.now() };
const STEADY_CLOCK = { now: () => performance.now() };

type Running = { readonly address: string; readonly log: Log; readonly stop: () => Promise<void> };

/** Resolves when requests can come. Rejects before anything listens when the environment or the database is wrong. */
async function start(config: Config): Promise<Running> {
  const log = createLog(config.logLevel);
  const storage = await openStorage({ url: config.databaseUrl });
  const frontEnds: FrontEnds = new Map();
  const playgroundClock = config.slack || config.teams ? undefined : await openPlaygroundClock(storage);
  const clock = playgroundClock ?? SYSTEM_CLOCK;
  const voice = await createVoices(PROMPTS_DIRECTORY);
  const teamReader = createReaderBeside(storage, log);
  const parts: BotParts = {
    storage,
    clock,
    ids: createIds(clock, Math.random),
    voice,
    catalogue: await loadCatalogue({ folder: config.catalogueDir ?? DEFAULT_CATALOGUE_DIRECTORY, storage }),
    directory: directoryOf(frontEnds, storage),
    holidays: createPublicHolidays(),
    ...(config.programmeLeads && { programmeLeads: config.programmeLeads }),
    ...(config.teamCreation && { teamCreation: config.teamCreation }),
    ...(config.answersKeptMonths && { answersKeptMonths: config.answersKeptMonths }),
    senders: sendersOf(frontEnds),
    exportFiles: createFilesBeside(storage, voice),
    ...(teamReader && { teamReader }),
    log,
    // Nobody set the clock where the playground's moved on: what counts the time in between moves with it.
    steady: playgroundClock ? { now: () => STEADY_CLOCK.now() + playgroundClock.ahead() } : STEADY_CLOCK,
    // The playground is one process by itself: it holds the only port.
    ...(!playgroundClock && { shared: { process: describeThisProcess(), isGone: hasEnded } }),
  };
  const bot = await createBot(parts);
  if (playgroundClock) {
    const { startPlayground } = await import("./start/start-playground.ts");
    frontEnds.set(
      "playground",
      await startPlayground({ bot, parts, createBot, storage, clock: playgroundClock, host: config.host }),
    );
  }
  let connecting: ConnectingSlack | undefined;
  if (config.slack) {
    const { startSlack } = await import("./start/start-slack.ts");
    const onConnected = (frontEnd: FrontEnd) => {
      frontEnds.set("slack", frontEnd);
      bot.delivery.wake();
    };
    connecting = await startSlack({ bot, settings: config.slack, log, onConnected });
  }
  if (config.teams) {
    const { createTeams } = await import("./teams/teams.ts");
    frontEnds.set("teams", await createTeams({ config: config.teams, app: bot.app, world: bot.world, log }));
  }
  /** Slack stands for itself before it is connected, and after. */
  const starting = () => [
    ...[...frontEnds].flatMap(([platform, frontEnd]) => (platform === "slack" ? [] : [frontEnd])),
    ...(connecting ? [connecting] : []),
  ];
  const server = createHttpServer({
    host: config.host,
    port: config.port,
    drainMs: config.drainMs,
    routes: starting().flatMap((frontEnd) => frontEnd.routes),
    isReady: createReadiness(storage, log),
    platforms: () => ({
      connected: frontEnds.size,
      troubles: [connecting?.trouble()].filter((trouble) => trouble !== undefined),
    }),
    metrics: createMetrics(storage),
    onError: (error, { method, path }) => reportTrouble(log, error, { event: "http", name: `${method} ${path}` }),
  });
  const port = await server.listen();
  if (!playgroundClock) log.info({ host: config.host, port }, "listening");
  const scheduler = createScheduler({ tick: bot.tick, log });
  scheduler.start();
  // The playground delivers with each tick, which its demo can hold up; platforms want delivery that never waits for one.
  if (!playgroundClock) void bot.delivery.run();
  return {
    log,
    address: `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`,
    async stop() {
      await stopInOrder({
        server,
        frontEnds: starting(),
        scheduler,
        readers: [bot.exports, ...(teamReader ? [teamReader] : [])],
        delivery: bot.delivery,
        storage,
      });
    },
  };
}

/** Beside the database, in threads that read it; nobody but this connection sees a database in memory. */
function createFilesBeside(storage: SqliteStorage, voice: BotParts["voice"]): ExportFiles {
  const { path } = storage;
  if (path === ":memory:") {
    const folder = join(tmpdir(), `speedboat-exports-${process.pid}`);
    return createExportFiles({ folder, write: (order, file, signal) => writeToFile({ storage, voice, signal }, order, file) });
  }
  const thread = new URL("./storage/exports/export-thread.js", import.meta.url);
  const write = writeInThread({ thread, databasePath: path, promptsDirectory: PROMPTS_DIRECTORY });
  return createExportFiles({ folder: `${path}-exports`, write });
}

/** Nobody but the connection itself sees a database in memory: large teams are read over that. */
function createReaderBeside({ path }: SqliteStorage, log: Log): TeamReader | undefined {
  if (path === ":memory:") return undefined;
  return createTeamReader({
    thread: new URL("./storage/team-reader/team-reader-thread.js", import.meta.url),
    databasePath: path,
    promptsDirectory: PROMPTS_DIRECTORY,
    onError: (cause) => void reportTrouble(log, cause, { event: "reading", name: "team" }),
  });
}

async function openPlaygroundClock(storage: Awaited<ReturnType<typeof openStorage>>) {
  const { createPlaygroundClock } = await import("./playground/playground-clock.ts");
  return createPlaygroundClock({ storage, system: SYSTEM_CLOCK });
}

async function main(): Promise<void> {
  const config = parseConfig(process.env);
  const running = await start(config);
  if (!config.slack && !config.teams) console.log(`Speedboat's playground: ${running.address}/`);
  const stopWith = (exitCode: number) => (): void => {
    running.stop().then(
      () => process.exit(exitCode),
      (error: unknown) => {
        console.error(describeStartError(error));
        process.exit(1);
      },
    );
  };
  stopOnSignals(process, stopWith(0));
  reportStrays(process, { log: running.log, stop: stopWith(1) });
}

main().catch((error: unknown) => {
  console.error(describeStartError(error));
  process.exit(1);
});
