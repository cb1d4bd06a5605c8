/** What the platform is asked before a unit of work begins, because nothing waits for the network inside one. */
import type { Call } from "./call.ts";
import type { World } from "./ports/world.ts";
import type { Outcome } from "./request.ts";

/** The workspace that a look-up is about, and what it may use. */
export type Asking = {
  readonly world: Pick<World, "directory" | "storage">;
  readonly workspaceId: string;
};

/** What is left to do once the platform has answered. It may run again after a lost race, with the same answer. */
export type Ready<C extends Call = Call> = (call: C) => Promise<Outcome>;

/** A handler that asks the platform first. Only `lookingUp` makes one, so what was found stays typed inside it. */
export type AskingHandler<Args extends readonly unknown[], C extends Call = Call> = {
  readonly ask: (asking: Asking, ...args: Args) => Promise<Ready<C>>;
};

/** A handler, with or without a look-up on the platform before its unit of work. */
export type Handler<Args extends readonly unknown[], C extends Call = Call> =
  | ((call: C, ...args: Args) => Promise<Outcome>)
  | AskingHandler<Args, C>;

/** Combines a look-up and a handler: `run` gets what `lookUp` found for the same arguments. */
export function lookingUp<Args extends readonly unknown[], Found, C extends Call = Call>(
  lookUp: (asking: Asking, ...args: Args) => Promise<Found>,
  run: (call: C, found: Found, ...args: Args) => Promise<Outcome>,
): AskingHandler<Args, C> {
  return {
    async ask(asking, ...args) {
      const found = await lookUp(asking, ...args);
      return (call) => run(call, found, ...args);
    },
  };
}

/** Does the handler's look-up, if it has one, and returns what is left to run inside the unit of work. */
export async function makeReady<Args extends readonly unknown[], C extends Call>(
  handler: Handler<Args, C>,
  asking: Asking,
  ...args: Args
): Promise<Ready<C>> {
  return typeof handler === "function" ? (call) => handler(call, ...args) : handler.ask(asking, ...args);
}

/** Wraps the handler of a button whose message has nothing left to offer once it was pressed; see `Outcome.settles`. */
export function settling<Args extends readonly unknown[]>(
  run: (call: Call, ...args: Args) => Promise<Outcome>,
): (call: Call, ...args: Args) => Promise<Outcome> {
  return async (call, ...args) => ({ ...(await run(call, ...args)), settles: true });
}
