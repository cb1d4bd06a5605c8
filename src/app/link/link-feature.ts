/** One team, and one person, on two platforms. */
import type { Feature } from "../feature.ts";
import { settling } from "../look-up.ts";
import { answerRequest } from "./answer-request.ts";
import { runLinkMe } from "./link-me.ts";
import { runLink } from "./link-team.ts";

export const linkFeature: Feature = {
  commands: [
    { word: "link", usage: "[code|off]", who: "all", meantFor: "leads", run: runLink },
    { word: "link me", usage: "[code]", who: "all", run: runLinkMe },
  ],
  presses: { "confirm-link": settling(answerRequest) },
  openings: {},
  submissions: {},
};
