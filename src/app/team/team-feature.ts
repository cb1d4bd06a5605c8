/** Declares set-up, members, roles and programme leads. */
import type { Feature } from "../feature.ts";
import { openProgrammeForm, submitProgramme } from "../programme/appoint-leads.ts";
import { openAppointLeadForm, submitAppointLead } from "./appoint-lead.ts";
import { openRolesForm, showRoles, submitRoles } from "./change-roles.ts";
import { showRoster } from "./list-roster.ts";
import { keepMember, removeMember } from "./remove-member.ts";
import { openMembersForm, openTakeOutForm, submitMembers, submitTakeOut } from "./roster.ts";
import { openSetup, runSetup, submitSetup } from "./set-up.ts";
import { openFindForm, showPeople, submitFind } from "./show-people.ts";

/** Declares `setup`, `members` and `roles`, with their buttons and forms, and the form for programme leads. */
export const teamFeature: Feature = {
  commands: [
    { word: "setup", who: "full-accounts", run: runSetup },
    { word: "members", who: "leads", run: showRoster },
    { word: "roles", who: "leads", run: showRoles },
  ],
  presses: { "show-people": showPeople, "remove-member": removeMember, "keep-member": keepMember },
  openings: {
    setup: openSetup,
    members: openMembersForm,
    "take-out": openTakeOutForm,
    "find-member": openFindForm,
    roles: openRolesForm,
    programme: openProgrammeForm,
    "appoint-lead": openAppointLeadForm,
  },
  submissions: {
    setup: submitSetup,
    members: submitMembers,
    "take-out": submitTakeOut,
    "find-member": submitFind,
    roles: submitRoles,
    programme: submitProgramme,
    "appoint-lead": submitAppointLead,
  },
};
