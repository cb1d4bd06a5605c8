/** Declares the feature that joins one team, or one person, across two platforms. */
import { type Feature, lookingUp, settling } from "../feature.ts";
import { answerRequest } from "./answer-request.ts";
import { lookUpChannel } from "./joining-side.ts";
import { runLinkMe } from "./link-me.ts";
import { runLink } from "./link-team.ts";

/** Declares `link` and `link me`, and the buttons that answer a link request. */
export const linkFeature: Feature = {
  commands: [
    { word: "link", usage: "[code|off]", who: "full-accounts", meantFor: "leads", run: lookingUp(lookUpChannel, runLink) },
    { word: "link me", usage: "[code|here]", who: "all", run: runLinkMe },
  ],
  presses: { "confirm-link": settling(answerRequest) },
  openings: {},
  submissions: {},
};
