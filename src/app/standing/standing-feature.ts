/** Declares the commands, buttons and forms about the standing. */
import type { Feature } from "../feature.ts";
import { showHomePage } from "./build-home.ts";
import { exportRecord } from "./export-command.ts";
import { openMilestoneForm, runMilestone, submitMilestone } from "./milestone-command.ts";
import { postDigestNow } from "./post-digest.ts";
import { readBeside, withDigestBeside } from "./read-beside.ts";
import { confirmEvidence, showGate } from "./show-gate.ts";
import { showOverview } from "./show-overview.ts";
import { showStatus } from "./show-status.ts";
import { showWhy } from "./show-why.ts";

/** Declares `status`, `why`, `gate`, `digest`, `milestone`, `overview` and `export`, with their buttons and forms. */
export const standingFeature: Feature = {
  commands: [
    { word: "status", who: "viewers", run: readBeside("status", showStatus) },
    { word: "why", usage: "[dimension|code|…]", who: "viewers", run: readBeside("why", showWhy) },
    { word: "gate", who: "viewers", run: readBeside("gate", showGate) },
    { word: "digest", who: "leads", run: withDigestBeside(postDigestNow) },
    { word: "milestone", usage: "[name…]", who: "leads", run: runMilestone },
    { word: "overview", usage: "[on|off]", who: "overseers", run: showOverview },
    { word: "export", usage: "csv|json|md [mine]", who: "members", run: exportRecord },
  ],
  presses: { "confirm-evidence": confirmEvidence, "show-home": showHomePage },
  openings: { milestone: openMilestoneForm },
  submissions: { milestone: submitMilestone },
};
