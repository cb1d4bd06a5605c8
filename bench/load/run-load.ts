/** The two kinds of load: as many requests as the server takes, and so many a second whatever it takes. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Connection, createConnection } from "./connection.ts";
import type { Deck } from "./deck.ts";
import type { Report } from "./orders.ts";
import { toPercentiles } from "./percentiles.ts";

export type ClosedLoad = { readonly deck: Deck; readonly url: string; readonly forMs: number; readonly connections: number };
export type OpenLoad = { readonly deck: Deck; readonly url: string; readonly forMs: number; readonly perSecond: number };

/** Where there are people enough, each presses once in so long. */
const SECONDS_BETWEEN = 4;

/** Sends over all connections until the time is up or the deck is empty. Rejects on every answer but 200. */
export async function runClosed({ deck, url, forMs, connections }: ClosedLoad): Promise<Report> {
  const clerk = createClerk();
  const until = performance.now() + forMs;
  async function runLane(lane: number): Promise<void> {
    const connection = createConnection(url);
    while (performance.now() < until) {
      const body = deck.take(lane);
      if (body === undefined) break;
      await clerk.time(performance.now(), () => connection.send(body));
    }
    connection.close();
  }
  await Promise.all(Array.from({ length: connections }, (_, lane) => runLane(lane)));
  return clerk.report();
}

/**
 * Sends so many a second, at even distances, each at its instant even where earlier ones wait for their answers; latency counts
 * from that instant, so that a server that stands still is charged with everybody who would have come meanwhile. Rejects on
 * every answer but 200, and when the deck is empty before the time is up. Where everybody waits for an answer, the next press is
 * sent when the first of them has it, and is that late.
 */
export async function runOpen({ deck, url, forMs, perSecond }: OpenLoad): Promise<Report> {
  const clerk = createClerk();
  const idle: Connection[] = [];
  const gapMs = 1_000 / perSecond;
  const count = Math.max(1, Math.floor(forMs / gapMs));
  /** People who wait for no answer: a second press before the first is answered would be one on an old card. */
  const free = Array.from({ length: Math.min(deck.people, Math.ceil(perSecond * SECONDS_BETWEEN)) }, (_, lane) => lane);
  const queue: ((lane: number) => void)[] = [];
  const startedAt = performance.now();
  const failures: unknown[] = [];
  const underWay: Promise<void>[] = [];

  const findFree = async () => free.shift() ?? (await new Promise<number>((resolve) => queue.push(resolve)));

  async function send(meantAt: number): Promise<void> {
    const lane = await findFree();
    try {
      const body = deck.take(lane);
      if (body === undefined) throw new Error(`there are not enough presses for ${count} requests`);
      const connection = idle.pop() ?? createConnection(url);
      await clerk.time(meantAt, () => connection.send(body));
      idle.push(connection);
    } finally {
      const next = queue.shift() ?? ((freed: number) => free.push(freed));
      next(lane);
    }
  }

  for (let index = 0; index < count && failures.length === 0; index += 1) {
    const meantAt = startedAt + index * gapMs;
    const waitMs = meantAt - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    underWay.push(send(meantAt).catch((cause: unknown) => void failures.push(cause)));
  }
  await Promise.all(underWay);
  for (const connection of idle) connection.close();
  if (failures.length > 0) throw failures[0];
  return clerk.report();
}

function createClerk() {
  const latencies: number[] = [];
  const lateness: number[] = [];
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  return {
    async time(meantAt: number, send: () => Promise<number>): Promise<void> {
      lateness.push(performance.now() - meantAt);
      const status = await send();
      latencies.push(performance.now() - meantAt);
      if (status === 404) throw new Error("a request was answered 404, which is how Bolt ends what nobody acknowledged in 3 s");
      if (status !== 200) throw new Error(`a request was answered ${status}`);
    },
    report(): Report {
      if (latencies.length === 0) throw new Error("nothing was left to send");
      const { user, system } = process.cpuUsage(cpuBefore);
      return {
        requests: latencies.length,
        tookMs: performance.now() - startedAt,
        latencyMs: toPercentiles(latencies),
        lateMs: toPercentiles(lateness),
        cpuMs: (user + system) / 1_000,
      };
    },
  };
}
