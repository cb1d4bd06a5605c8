/** Declares set-up, members, roles and programme leads. */
import type { Feature } from "../feature.ts";
import { openProgrammeForm, submitProgramme } from "../programme/appoint-leads.ts";
import { openRolesForm, showRoles, submitRoles } from "./change-roles.ts";
import { keepMember, removeMember } from "./remove-member.ts";
import { openMembersForm, showRoster, submitMembers } from "./roster.ts";
import { openSetup, runSetup, submitSetup } from "./set-up.ts";

/** Declares `setup`, `members` and `roles`, with their buttons and forms, and the form for programme leads. */
export const teamFeature: Feature = {
  commands: [
    { word: "setup", who: "all", run: runSetup },
    { word: "members", who: "leads", run: showRoster },
    { word: "roles", who: "leads", run: showRoles },
  ],
  presses: { "remove-member": removeMember, "keep-member": keepMember },
  openings: { setup: openSetup, members: openMembersForm, roles: openRolesForm, programme: openProgrammeForm },
  submissions: { setup: submitSetup, members: submitMembers, roles: submitRoles, programme: submitProgramme },
};
