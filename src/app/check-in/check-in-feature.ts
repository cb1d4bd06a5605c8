/** Check-ins and assessments: commands, the walk's buttons, the forms of a question. */
import { type Feature, settling } from "../feature.ts";
import { knowingTopics } from "../standing/read-beside.ts";
import { assess, checkInNow, showCheckIn } from "./check-in-commands.ts";
import { keepNote } from "./offer-note.ts";
import { openNotApplicableForm, openRemarkForm, submitNotApplicable, submitRemark } from "./remark.ts";
import { walk } from "./walk-check-in.ts";

/** Declares check-ins and assessments: their commands, the buttons on their cards and the forms of a question. */
export const checkInFeature: Feature = {
  commands: [
    { word: "assess", usage: "[dimension]", who: "asked", run: assess },
    { word: "checkin", who: "asked", run: knowingTopics(checkInNow) },
  ],
  presses: { walk, "show-check-in": showCheckIn, "keep-note": settling(keepNote) },
  openings: { remark: openRemarkForm, "not-applicable": openNotApplicableForm },
  submissions: { remark: submitRemark, "not-applicable": submitNotApplicable },
};
