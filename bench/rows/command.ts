/** `/level2 help` in Slack, answered within the acknowledgement, against a bare Bolt app that says nothing. */
import { withFolder } from "../data/bot.ts";
import type { Result } from "../report/result.ts";
import type { RowOptions } from "../scale.ts";
import { CONNECTIONS, describeRace, raceAgainstBolt } from "./against-bolt.ts";
import { describeSize, sizeOf, startPressWorld } from "./press-world.ts";

export async function benchCommand(options: RowOptions): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const size = { ...sizeOf(options.scale), walkers: 1 };
    const world = await startPressWorld(folder, options, size);
    const cards = { kind: "commands", userIds: world.userIds } as const;
    await world.load.deal("ours", cards, true);
    await world.load.deal("bare", cards, true);
    const raced = await raceAgainstBolt(world, options.scale);
    await world.stop();
    const how = `${describeSize(size)}, ${raced.requests} asked over ${CONNECTIONS} connections`;
    return [{ what: "A command answered", size: how, figures: describeRace(raced) }];
  });
}
