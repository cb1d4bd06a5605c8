/** Every row by the name that `--only` takes, in the order of the table. */
import type { Result } from "../report/result.ts";
import type { RowOptions } from "../scale.ts";
import { benchAnswer } from "./answer.ts";
import { benchBeside } from "./beside.ts";
import { benchCatalogue } from "./catalogue.ts";
import { benchCheckInStep } from "./check-in-step.ts";
import { benchCommand } from "./command.ts";
import { benchDueScan } from "./due-scan.ts";
import { benchLatency } from "./latency.ts";
import { benchSend } from "./send.ts";
import { benchDigest, benchStanding } from "./standing.ts";
import { benchMemory, benchStart } from "./start.ts";

export const ROWS: ReadonlyMap<string, (options: RowOptions) => Promise<readonly Result[]>> = new Map([
  ["answer", benchAnswer],
  ["command", benchCommand],
  ["latency", benchLatency],
  ["beside", benchBeside],
  ["send", benchSend],
  ["step", benchCheckInStep],
  ["standing", benchStanding],
  ["digest", benchDigest],
  ["due", benchDueScan],
  ["catalogue", benchCatalogue],
  ["start", benchStart],
  ["memory", benchMemory],
]);
