/** All that the bot can do. */
import { checkInFeature } from "./check-in/feature.ts";
import type { Feature } from "./feature.ts";
import { settingsFeature } from "./settings/feature.ts";
import { standingFeature } from "./standing/feature.ts";
import { stepsFeature } from "./steps/feature.ts";

export const FEATURES: readonly Feature[] = [checkInFeature, standingFeature, stepsFeature, settingsFeature];
