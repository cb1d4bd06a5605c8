/** Declares the report in the chat. */
import type { Feature } from "../feature.ts";
import { askForReport } from "./report-command.ts";

/** Declares `report`. */
export const reportFeature: Feature = {
  commands: [{ word: "report", usage: "[pdf|html] [en|zh-CN]", takes: 3, who: "reporters", run: askForReport }],
  presses: {},
  openings: {},
  submissions: {},
};
