/** Plays each bot of a plan on a thread of its own, so that all cores work. */
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { Plan } from "./plan.ts";
import { planOfBot } from "./plan.ts";
import type { WireRecord } from "./record.ts";
import { runWire, type WireRun, type WireRunOptions } from "./run.ts";

type Told = { readonly kind: "progress"; readonly share: number } | { readonly kind: "done"; readonly run: WireRun };
type Given = { readonly plan: Plan; readonly root: string };

/** Requests leave much behind that is soon of no use: the more room it has, the seldomer it is cleared away. */
const YOUNG_MB = 96;

/** All records in the order of time. */
export async function runBots({ plan, root, onProgress }: WireRunOptions): Promise<WireRun> {
  if (plan.bots === 1) return runWire({ plan, root, ...(onProgress && { onProgress }) });
  const shares = Array.from({ length: plan.bots }, () => 0);
  const runs = await Promise.all(
    shares.map((_, bot) =>
      runBot({ plan: planOfBot(plan, bot), root }, (share) => {
        shares[bot] = share;
        onProgress?.(Math.min(...shares), 1);
      }),
    ),
  );
  return {
    records: runs.flatMap(({ records }) => records).sort((left: WireRecord, right: WireRecord) => left.at - right.at),
    complaints: runs.flatMap(({ complaints }) => complaints),
    steps: runs.reduce((sum, { steps }) => sum + steps, 0),
  };
}

function runBot(given: Given, onShare: (share: number) => void): Promise<WireRun> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), {
      workerData: given,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    worker.on("message", (told: Told) => (told.kind === "done" ? resolve(told.run) : onShare(told.share)));
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("a bot ended early")));
  });
}

async function playOwn({ plan, root }: Given): Promise<void> {
  const tell = (told: Told) => parentPort?.postMessage(told);
  const run = await runWire({ plan, root, onProgress: (done, total) => tell({ kind: "progress", share: done / total }) });
  tell({ kind: "done", run });
}

if (!isMainThread && parentPort) await playOwn(workerData);
