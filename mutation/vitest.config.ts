/** The tests of one area, named by `MUTATION_AREA`, started anew for every mutant: as few files and cases as say something. */
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../vitest.config.ts";
import { AREAS } from "./areas.ts";

const area = AREAS[process.env.MUTATION_AREA ?? ""];
if (!area) throw new Error(`MUTATION_AREA is "${process.env.MUTATION_AREA}", none of ${Object.keys(AREAS).join(", ")}`);

const config = mergeConfig(base, defineConfig({ test: { isolate: false, env: { PROPERTY_CASES: String(area.cases) } } }));

export default { ...config, test: { ...config.test, include: [...area.tests] } };
