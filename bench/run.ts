/** `npm run bench`: what Speedboat promises about its speed and size, as ratios within one run. */
import { benchCatalogue } from "./catalogue.ts";
import { benchCheckInStep } from "./check-in-step.ts";
import { benchDueScan } from "./due-scan.ts";
import { print, printMachine, type Result } from "./print.ts";
import { benchProcess } from "./process.ts";
import { benchSlack } from "./slack.ts";
import { benchStanding } from "./standing.ts";

const BENCHES: Readonly<Record<string, () => Promise<readonly Result[]>>> = {
  "check-in": benchCheckInStep,
  standing: benchStanding,
  catalogue: benchCatalogue,
  process: benchProcess,
  due: benchDueScan,
  slack: benchSlack,
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in BENCHES));
if (unknown !== undefined) throw new Error(`there is no bench “${unknown}”, only ${Object.keys(BENCHES).join(", ")}`);
const startedAt = performance.now();
printMachine();
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const result of await bench()) print(result);
}
console.log(`\n${Math.round((performance.now() - startedAt) / 1000)} s`);
