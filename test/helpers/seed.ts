/** Of this run: what a test draws by chance is drawn from it, so that the run can be had again (see `vitest.config.ts`). */
export const SEED = Number(process.env.SEED);
