/** Puts all stores together over one database. */
import type { Stores } from "../../app/ports/world.ts";
import type { Db } from "../sqlite/unit-driver.ts";
import { createAuditStore } from "./audit-log.ts";
import { createAnswerStore, createCheckInStore } from "./check-ins.ts";
import { createDraftStore } from "./drafts.ts";
import { createExpiryStore } from "./expiring-answers.ts";
import { createExportStore } from "./exports.ts";
import { createGoalStore, createKpiStore } from "./kpis.ts";
import { createLinkRequestStore } from "./link-requests.ts";
import { createNudgeStore } from "./nudges.ts";
import { createOutboxStore } from "./outbox.ts";
import { createPostStore } from "./posts.ts";
import { createPublicationStore } from "./publications.ts";
import { createReadingStore, createValueConfirmationStore } from "./readings.ts";
import { createShownPostStore } from "./shown-posts.ts";
import { createSlackInstallationStore } from "./slack-installations.ts";
import { createMilestoneStore, createStandingStore } from "./standings.ts";
import { createMembershipStore, createPersonStore } from "./stored-people.ts";
import { createRoundStore, createTurnStore } from "./stored-rounds.ts";
import { createStepStore } from "./stored-steps.ts";
import { createTeamStore, createTeamHomeStore, createTeamGroupStore } from "./stored-teams.ts";
import { createTeamStandingStore } from "./team-standings.ts";
import { createTeamsConversationStore } from "./teams-conversations.ts";
import { createConfirmationStore, createValueRecordStore } from "./value-records.ts";
import { createCatalogueStore, createInboxStore, createSettingStore, createWorkspaceStore } from "./workspaces.ts";

/** Creates every store over the database. They may be used inside a unit of work only. */
export function createStores(db: Db): Stores {
  return {
    workspaces: createWorkspaceStore(db),
    people: createPersonStore(db),
    teams: createTeamStore(db),
    homes: createTeamHomeStore(db),
    groups: createTeamGroupStore(db),
    links: createLinkRequestStore(db),
    memberships: createMembershipStore(db),
    audit: createAuditStore(db),
    catalogues: createCatalogueStore(db),
    checkIns: createCheckInStore(db),
    answers: createAnswerStore(db),
    expiry: createExpiryStore(db),
    rounds: createRoundStore(db),
    turns: createTurnStore(db),
    standings: createStandingStore(db),
    teamStandings: createTeamStandingStore(db),
    publications: createPublicationStore(db),
    steps: createStepStore(db),
    values: createValueRecordStore(db),
    goals: createGoalStore(db),
    kpis: createKpiStore(db),
    readings: createReadingStore(db),
    valueConfirmations: createValueConfirmationStore(db),
    confirmations: createConfirmationStore(db),
    milestones: createMilestoneStore(db),
    settings: createSettingStore(db),
    drafts: createDraftStore(db),
    exports: createExportStore(db),
    inbox: createInboxStore(db),
    posts: createPostStore(db),
    outbox: createOutboxStore(db),
    nudges: createNudgeStore(db),
    shown: createShownPostStore(db),
    slackInstallations: createSlackInstallationStore(db),
    teamsConversations: createTeamsConversationStore(db),
  };
}
