/** How the process ends: nothing that was taken is lost, and an impatient terminal kills nothing halfway. */
import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { type StoppingParts, stopInOrder, stopOnSignals } from "../../src/start/stop.ts";

/** Parts that write down when they ended; the server still answers one request while it stops, and something follows it. */
function someParts(): { readonly parts: StoppingParts; readonly said: string[] } {
  const said: string[] = [];
  const following: Promise<void>[] = [];
  const soon = async (what: string, ms = 1): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    said.push(what);
  };
  let endStream = (): void => {};
  const stream = new Promise<void>((resolve) => {
    endStream = resolve;
  });
  const parts: StoppingParts = {
    server: {
      async stop() {
        said.push("not ready");
        await stream;
        await soon("last answer");
        following.push(soon("what follows it", 20));
      },
    },
    readers: [{ stop: () => soon("files given up") }, { stop: () => soon("readings given up", 3) }],
    frontEnds: [
      {
        async stop() {
          endStream();
        },
        async settle() {
          await Promise.all(following);
        },
      },
      {},
    ],
    scheduler: {
      stop() {
        said.push("no more ticks");
        return soon("tick ended", 3);
      },
    },
    delivery: { stop: () => soon("sends written down") },
    storage: { close: () => soon("database closed") },
  };
  return { parts, said };
}

test("a stop takes nothing new at once, and closes the database only when what follows the last answer has ended", async () => {
  const { parts, said } = someParts();
  await stopInOrder(parts);
  expect(said).toEqual([
    "not ready",
    "no more ticks",
    "last answer",
    "tick ended",
    "what follows it",
    "files given up",
    "readings given up",
    "sends written down",
    "database closed",
  ]);
});

test.each([
  ["SIGTERM", "SIGTERM"],
  ["SIGINT", "SIGINT"],
  ["SIGINT", "SIGTERM"],
])("%s and then %s stops once, and the second one does not kill", (first, second) => {
  const process = new EventEmitter();
  let stops = 0;
  stopOnSignals(process, () => {
    stops += 1;
  });
  // Node ends a process at a signal that nobody listens to.
  const handled = [process.emit(first), process.emit(second)];
  expect(handled).toEqual([true, true]);
  expect(stops).toBe(1);
});
