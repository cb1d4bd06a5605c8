/** An answer pressed in Slack, acknowledged once it is stored, against a bare Bolt app that keeps nothing. */
import { withFolder } from "../data/bot.ts";
import type { Result } from "../report/result.ts";
import type { RowOptions } from "../scale.ts";
import { CONNECTIONS, describeRace, raceAgainstBolt } from "./against-bolt.ts";
import { describeSize, sizeOf, startPressWorld } from "./press-world.ts";

const CPU_AIM_US = 400;

/** Rejects unless every acknowledged answer is in the database at the end. */
export async function benchAnswer(options: RowOptions): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const size = sizeOf(options.scale);
    const world = await startPressWorld(folder, options, size);
    const cards = { kind: "presses", ...world.walks } as const;
    await world.load.deal("ours", cards, false);
    await world.load.deal("bare", cards, true);
    const raced = await raceAgainstBolt(world, options.scale);
    await world.stop();
    const kept = world.countAnswers();
    if (kept !== raced.requests) throw new Error(`${raced.requests} answers were acknowledged and ${kept} kept`);
    const how = `${describeSize(size)}, ${raced.requests} pressed over ${CONNECTIONS} connections`;
    return [{ what: "An answer stored and acknowledged", size: how, figures: describeRace(raced, CPU_AIM_US) }];
  });
}
