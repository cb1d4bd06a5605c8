/** Lists everything that the bot can do. */
import { checkInFeature } from "./check-in/check-in-feature.ts";
import { createHelpFeature } from "./commands/show-help.ts";
import type { Feature } from "./feature.ts";
import { groupFeature } from "./group/group-feature.ts";
import { linkFeature } from "./link/link-feature.ts";
import { preferencesFeature } from "./preferences/preferences-feature.ts";
import { programmeFeature } from "./programme/programme-feature.ts";
import { scheduleFeature } from "./schedule/schedule-feature.ts";
import { standingFeature } from "./standing/standing-feature.ts";
import { stepsFeature } from "./steps/steps-feature.ts";
import { teamFeature } from "./team/team-feature.ts";
import { valueFeature } from "./value/value-feature.ts";

const OWN_FEATURES: readonly Feature[] = [
  checkInFeature,
  standingFeature,
  stepsFeature,
  valueFeature,
  programmeFeature,
  teamFeature,
  scheduleFeature,
  preferencesFeature,
  linkFeature,
  groupFeature,
];

/** All features of the bot, and the help that lists their commands. */
export const FEATURES: readonly Feature[] = [...OWN_FEATURES, createHelpFeature(OWN_FEATURES)];
