/** All that the bot can do. */
import { checkInFeature } from "./check-in/feature.ts";
import { createHelpFeature } from "./commands/help.ts";
import type { Feature } from "./feature.ts";
import { groupFeature } from "./group/feature.ts";
import { linkFeature } from "./link/feature.ts";
import { preferencesFeature } from "./preferences/feature.ts";
import { programmeFeature } from "./programme/feature.ts";
import { scheduleFeature } from "./schedule/feature.ts";
import { standingFeature } from "./standing/feature.ts";
import { stepsFeature } from "./steps/feature.ts";
import { teamFeature } from "./team/feature.ts";

const OWN_FEATURES: readonly Feature[] = [
  checkInFeature,
  standingFeature,
  stepsFeature,
  programmeFeature,
  teamFeature,
  scheduleFeature,
  preferencesFeature,
  linkFeature,
  groupFeature,
];

export const FEATURES: readonly Feature[] = [...OWN_FEATURES, createHelpFeature(OWN_FEATURES)];
