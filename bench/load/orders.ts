/** What the process that makes the load is told, and what it reports. */
import { z } from "zod";
import { percentilesSchema } from "./percentiles.ts";

const walkerSchema = z.object({ userId: z.string(), checkInId: z.string(), revision: z.number() });
/** Somebody whose check-in is open at the first question. */
export type Walker = z.infer<typeof walkerSchema>;

/** Presses answer the open check-ins, question by question; commands are `/level2 help` of one person after the other. */
const cardsSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("presses"),
    walkers: z.array(walkerSchema).readonly(),
    questionIds: z.array(z.string()).readonly(),
  }),
  z.object({ kind: z.literal("commands"), userIds: z.array(z.string()).readonly() }),
]);
export type Cards = z.infer<typeof cardsSchema>;

const target = { deck: z.string(), url: z.string(), forMs: z.number() };

export const orderSchema = z.discriminatedUnion("do", [
  /** Makes a deck of that name. `again`: presses begin anew when all were made, for a program that keeps nothing. */
  z.object({ do: z.literal("deal"), deck: z.string(), cards: cardsSchema, again: z.boolean() }),
  /** Each connection sends the next request when the one before was answered. */
  z.object({ do: z.literal("closed"), ...target, connections: z.number() }),
  /** Requests start at their instants, whether others were answered or not. */
  z.object({ do: z.literal("open"), ...target, perSecond: z.number() }),
]);
export type Order = z.infer<typeof orderSchema>;

export const reportSchema = z.object({
  requests: z.number(),
  tookMs: z.number(),
  /** Until the whole answer was read; in an open load from the instant at which the request was meant to start. */
  latencyMs: percentilesSchema,
  /** How much later than meant the requests were sent: the share of the latency that is the load's own fault. */
  lateMs: percentilesSchema,
  /** Processor time of the load itself. */
  cpuMs: z.number(),
});
export type Report = z.infer<typeof reportSchema>;
