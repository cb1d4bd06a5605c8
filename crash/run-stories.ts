/** `npm run test:crash -- --kills 1000 --seed 1`: tells stories until so many processes were killed; 1 where a promise broke. */
import { parseArgs } from "node:util";
import { addFigures, countKills, type Figures, noFigures, readFigures, writeFigures } from "./figures.ts";
import { planStory } from "./story/plan.ts";
import { playStory } from "./story/story.ts";

const KILLS_A_STORY = 25;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    "at-once": { type: "string", default: "2" },
    file: { type: "string", default: "out/crash.json" },
  },
});
const [kills, firstSeed, atOnce] = [readWhole("kills"), readWhole("seed"), readWhole("at-once")];
const stories = await readFigures(values.file);
const earlier = [...stories.keys()].filter((seed) => seed >= firstSeed).length;
let nextSeed = firstSeed;
let underWay = 0;

const sumOf = () =>
  [...stories].filter(([seed]) => seed >= firstSeed).reduce((sum, [, each]) => addFigures(sum, each), noFigures());

/** Stories that are in the file already are not told again. */
function takeSeed(): number | undefined {
  while (stories.has(nextSeed)) nextSeed += 1;
  if (countKills(sumOf()) + underWay * KILLS_A_STORY >= kills) return undefined;
  nextSeed += 1;
  underWay += 1;
  return nextSeed - 1;
}

async function tellStories(): Promise<void> {
  for (let seed = takeSeed(); seed !== undefined; seed = takeSeed()) {
    const begun = performance.now();
    const plan = planStory(seed, Math.min(KILLS_A_STORY, kills));
    const figures = await playStory(plan, process.cwd());
    underWay -= 1;
    stories.set(seed, figures);
    await writeFigures(values.file, stories);
    console.log(`seed ${seed}, ${Math.round((performance.now() - begun) / 1_000)} s: ${describe(figures)}`);
  }
}

await Promise.all(Array.from({ length: atOnce }, tellStories));
const sum = sumOf();
console.log(`in all, ${earlier} stories of earlier runs among them: ${describe(sum)}`);
console.log(
  Object.entries(sum.kills)
    .map(([how, count]) => `${how} ${count}`)
    .join(", "),
);
for (const violation of sum.violations.slice(0, 20)) console.log(`✗ ${violation}`);
process.exitCode = sum.violations.length > 0 ? 1 : 0;

function describe(figures: Figures): string {
  const { acknowledged, keptUnasked, lost, doubled, posted, edited, doubledSends, unclear, violations } = figures;
  return (
    `${countKills(figures)} kills, ${acknowledged} answers acknowledged, ${lost} lost, ${doubled} doubled, ${keptUnasked} kept that were under way; ` +
    `${posted} messages posted, ${edited} edited, ${doubledSends} doubled, ${unclear} unclear; ${violations.length} violations`
  );
}

function readWhole(name: "kills" | "seed" | "at-once"): number {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`--${name} is a whole number from 1`);
  return value;
}
