/** Lists all tables by name, for Kysely. The row types are in the files beside this one, by topic. */

import type { GoalRow, KpiRow, ReadingAskRow, ReadingRow, ValueConfirmationRow } from "./ledger-rows.ts";
import type { OutboxLaneRow, OutboxRow } from "./outbox-row.ts";
import type {
  AccountRow,
  ForgottenAccountRow,
  AuditRow,
  LinkRequestRow,
  MembershipRow,
  PersonRow,
  TeamGroupRow,
  TeamHomeRow,
  TeamRow,
  WorkspaceRow,
  WrongCodeRow,
} from "./people-rows.ts";
import type {
  AnswerRow,
  CatalogueRow,
  CheckInRow,
  MilestoneRow,
  RoundRow,
  StandingRow,
  TeamStandingRow,
  PublishedValueRow,
  LapsedAnswerRow,
  TurnRow,
} from "./round-rows.ts";
import type {
  ExportRow,
  InboxRow,
  NudgeRow,
  PostRow,
  SettingRow,
  ShownPostRow,
  SlackInstallationRow,
  TeamsConversationRow,
  TeamsUserRow,
} from "./sending-rows.ts";
import type { ConfirmationRow, StepRow, ValueRecordRow } from "./work-rows.ts";

/** The row type of every table that the migrations create. */
export type Tables = {
  workspaces: WorkspaceRow;
  people: PersonRow;
  accounts: AccountRow;
  forgotten_accounts: ForgottenAccountRow;
  teams: TeamRow;
  team_homes: TeamHomeRow;
  team_groups: TeamGroupRow;
  link_requests: LinkRequestRow;
  wrong_codes: WrongCodeRow;
  memberships: MembershipRow;
  audit_log: AuditRow;
  catalogues: CatalogueRow;
  check_ins: CheckInRow;
  answers: AnswerRow;
  erasures: { membership_id: string };
  expiring_answers: { sequence: number };
  mergers: { from_id: string; into_id: string };
  rounds: RoundRow;
  turns: TurnRow;
  standings: StandingRow;
  team_standings: TeamStandingRow;
  published_values: PublishedValueRow;
  publication_keys: { membership_id: string; key: string };
  lapsed_answers: LapsedAnswerRow;
  steps: StepRow;
  value_records: ValueRecordRow;
  goals: GoalRow;
  kpis: KpiRow;
  readings: ReadingRow;
  reading_asks: ReadingAskRow;
  value_confirmations: ValueConfirmationRow;
  confirmations: ConfirmationRow;
  milestones: MilestoneRow;
  settings: SettingRow;
  exports: ExportRow;
  inbox: InboxRow;
  posts: PostRow;
  outbox: OutboxRow;
  outbox_lanes: OutboxLaneRow;
  nudges: NudgeRow;
  shown_posts: ShownPostRow;
  slack_installations: SlackInstallationRow;
  teams_conversations: TeamsConversationRow;
  teams_users: TeamsUserRow;
};
