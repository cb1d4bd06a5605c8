/** All that the bot can do. */
import { checkInFeature } from "./check-in/feature.ts";
import type { Feature } from "./feature.ts";
import { groupFeature } from "./group/feature.ts";
import { linkFeature } from "./link/feature.ts";
import { programmeFeature } from "./programme/feature.ts";
import { createHelpFeature, personalSettingsFeature, teamSettingsFeature } from "./settings/feature.ts";
import { standingFeature } from "./standing/feature.ts";
import { stepsFeature } from "./steps/feature.ts";

const OWN_FEATURES: readonly Feature[] = [
  checkInFeature,
  standingFeature,
  stepsFeature,
  programmeFeature,
  teamSettingsFeature,
  personalSettingsFeature,
  linkFeature,
  groupFeature,
];

export const FEATURES: readonly Feature[] = [...OWN_FEATURES, createHelpFeature(OWN_FEATURES)];
