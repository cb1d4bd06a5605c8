/** Which functions run during one act, as V8 counts them. */
import { type Profiler, Session } from "node:inspector";
import { fileURLToPath } from "node:url";

export type Entered = {
  /** By path below the folder, sorted. */
  readonly files: readonly string[];
  /** Those with a name. */
  readonly functions: number;
  /** Functions without a name, written where they are passed on. */
  readonly callbacks: number;
};

export type Coverage = {
  /** What is entered below the folder while the task runs: each function once, however often it runs. */
  readonly during: (task: () => Promise<unknown>) => Promise<Entered>;
  readonly stop: () => Promise<void>;
};

/** Counts whole functions, not the branches in them. From here on the process is slower. */
export async function startCoverage(folder: URL): Promise<Coverage> {
  const session = new Session();
  session.connect();
  await send(session, "Profiler.enable");
  await send(session, "Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  return {
    async during(task) {
      await takeCounts(session);
      await task();
      return sum(await takeCounts(session), folder);
    },
    async stop() {
      await send(session, "Profiler.stopPreciseCoverage");
      session.disconnect();
    },
  };
}

/** What ran since they were last taken. */
async function takeCounts(session: Session): Promise<readonly Profiler.ScriptCoverage[]> {
  return new Promise((resolve, reject) => {
    session.post("Profiler.takePreciseCoverage", (error, { result }) => (error ? reject(error) : resolve(result)));
  });
}

type Command = "Profiler.enable" | "Profiler.stopPreciseCoverage" | "Profiler.startPreciseCoverage";

function send(session: Session, command: Command, parameters: Profiler.StartPreciseCoverageParameterType = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    session.post(command, parameters, (error) => (error ? reject(error) : resolve()));
  });
}

function sum(scripts: readonly Profiler.ScriptCoverage[], folder: URL): Entered {
  const entered = scripts.flatMap(({ url, functions }) => {
    const ran = functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0);
    return url.startsWith(folder.href) && ran.length > 0
      ? [{ file: fileURLToPath(url).slice(fileURLToPath(folder).length), ran }]
      : [];
  });
  const ran = entered.flatMap((file) => file.ran);
  return {
    files: entered.map(({ file }) => file).sort(),
    functions: ran.filter(({ functionName }) => functionName !== "").length,
    callbacks: ran.filter(({ functionName }) => functionName === "").length,
  };
}
