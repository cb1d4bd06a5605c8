/** The load's process as a row sees it. */
import { fork } from "node:child_process";
import { createChild } from "../program/child.ts";
import { type Cards, type Order, type Report, reportSchema } from "./orders.ts";

export type LoadProcess = {
  readonly deal: (deck: string, cards: Cards, again: boolean) => Promise<void>;
  /** Rejects on every answer but 200, and when nothing is left to send. */
  readonly run: (order: Exclude<Order, { do: "deal" }>) => Promise<Report>;
  readonly stop: () => Promise<void>;
};

export function startLoad(): LoadProcess {
  const child = createChild(fork(new URL("./main.js", import.meta.url)), "the load");
  return {
    async deal(deck, cards, again) {
      await child.ask({ do: "deal", deck, cards, again } satisfies Order);
    },
    run: async (order) => reportSchema.parse(await child.ask(order)),
    stop: () => child.stop("SIGKILL"),
  };
}
