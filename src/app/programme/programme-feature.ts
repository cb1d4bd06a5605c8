/** Declares what programme leads do besides looking at overviews: import teams. */
import type { Feature } from "../feature.ts";
import { openImportForm, submitImport } from "./run-import.ts";

/** Declares the form that imports teams. It is opened from the overview, so it has no command of its own. */
export const programmeFeature: Feature = {
  commands: [],
  presses: {},
  openings: { "import-teams": openImportForm },
  submissions: { "import-teams": submitImport },
};
