import fc from "fast-check";
import { cases, SEED } from "./helpers/seed.ts";

fc.configureGlobal({ seed: SEED, numRuns: cases(100) });
