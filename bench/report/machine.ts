/** The machine of a run and what else it does meanwhile: without that, no figure can be judged. */
import { arch, cpus, loadavg, platform, release, totalmem } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

export type Machine = {
  readonly cores: number;
  readonly model: string;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
};

export function describeMachine(): Machine {
  const [first] = cpus();
  return {
    cores: cpus().length,
    model: first?.model.trim() ?? "unknown",
    memoryGiB: Math.round((totalmem() / 2 ** 30) * 10) / 10,
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
  };
}

export type Load = {
  /** The mean number of processes that wanted a core over the last minute, this run's own among them. */
  readonly average: number;
  /** Per cent of all cores that others kept busy just before the row, while the bench itself slept. */
  readonly busyBefore: number;
};

/** Sleeps meanwhile. */
export async function readLoad(forMs: number): Promise<Load> {
  const before = sumTimes();
  await sleep(forMs);
  const after = sumTimes();
  const all = after.all - before.all;
  const busyBefore = all === 0 ? 0 : (1 - (after.idle - before.idle) / all) * 100;
  return { average: loadavg()[0] ?? 0, busyBefore };
}

function sumTimes(): { readonly all: number; readonly idle: number } {
  const times = cpus().map((cpu) => cpu.times);
  const idle = times.reduce((sum, each) => sum + each.idle, 0);
  return { idle, all: times.reduce((sum, { user, nice, sys, idle: rest, irq }) => sum + user + nice + sys + rest + irq, 0) };
}
