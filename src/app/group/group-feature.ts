/** A team and the user group that its people come from. */
import type { Feature } from "../feature.ts";
import { addGroup } from "./add-members.ts";
import { runGroup } from "./link-group.ts";

/** Declares the `group` command of Slack and the button that adds a group's people. */
export const groupFeature: Feature = {
  commands: [{ word: "group", usage: "[@group|off]", who: "leads", only: "slack", run: runGroup }],
  presses: { "add-group": addGroup },
  openings: {},
  submissions: {},
};
