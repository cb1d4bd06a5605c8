/** What programme leads do besides looking: import teams. */
import type { Feature } from "../feature.ts";
import { openImportForm, submitImport } from "./run-import.ts";

export const programmeFeature: Feature = {
  commands: [],
  presses: {},
  openings: { "import-teams": openImportForm },
  submissions: { "import-teams": submitImport },
};
