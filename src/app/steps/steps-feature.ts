/** Declares the next steps: suggested, taken, handed over, done. */
import { meetingChosenPeople } from "../chosen-people.ts";
import type { Feature } from "../feature.ts";
import { readBeside } from "../standing/read-beside.ts";
import { dropStep, finishStep, postponeStep } from "./change-step.ts";
import { answerOffer, openHandOverForm, submitHandOver } from "./hand-over.ts";
import { declineStep, restoreStep, snoozeStep } from "./put-aside.ts";
import { showNext } from "./show-next.ts";
import { showSteps } from "./show-steps.ts";
import { openTakeStepForm, submitTakeStep } from "./take-step-form.ts";
import { takeStep } from "./take-step.ts";

/** Declares `next` and `steps`, with the buttons and forms of a step. */
export const stepsFeature: Feature = {
  commands: [
    { word: "next", who: "members", run: readBeside("next", showNext) },
    { word: "steps", who: "members", run: showSteps },
  ],
  presses: {
    "take-step": takeStep,
    "snooze-step": snoozeStep,
    "decline-step": declineStep,
    "restore-step": restoreStep,
    "step-done": finishStep,
    "step-later": postponeStep,
    "step-drop": dropStep,
    "accept-step": answerOffer,
  },
  openings: { "take-step": openTakeStepForm, "hand-over": openHandOverForm },
  submissions: { "take-step": meetingChosenPeople(submitTakeStep), "hand-over": meetingChosenPeople(submitHandOver) },
};
