/** How soon an answer is acknowledged where so many people a second press, whatever the bot does meanwhile. */
import { withFolder } from "../data/bot.ts";
import type { Result } from "../report/result.ts";
import type { RowOptions } from "../scale.ts";
import { describeTurns, type OpenTurn, pressOpenly } from "./open-press.ts";
import { describeSize, sizeOf, startPressWorld } from "./press-world.ts";

const PER_SECOND = 200;
/** In the short run, which has to succeed on a machine that is busy with other tests. */
const FEW_PER_SECOND = 40;

/** Rejects unless every acknowledged answer is in the database at the end. */
export async function benchLatency(options: RowOptions): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const { scale } = options;
    const perSecond = scale.isShort ? FEW_PER_SECOND : PER_SECOND;
    const size = sizeOf(scale);
    const world = await startPressWorld(folder, options, size);
    await world.load.deal("ours", { kind: "presses", ...world.walks }, false);
    world.bare.freeze();
    const warm = await pressOpenly(world, perSecond, scale.warmUpMs);
    const turns: OpenTurn[] = [];
    for (let turn = 0; turn < scale.turns; turn += 1) turns.push(await pressOpenly(world, perSecond, scale.turnMs * 3));
    await world.stop();
    const sent = [warm, ...turns].reduce((sum, { report }) => sum + report.requests, 0);
    const kept = world.countAnswers();
    if (kept !== sent) throw new Error(`${sent} answers were acknowledged and ${kept} kept`);
    const how = `${describeSize(size)}, ${perSecond} pressed a second, ${sent} in all, counted from when each was meant to start`;
    return [{ what: "An answer's latency under an even load", size: how, figures: describeTurns(turns) }];
  });
}
