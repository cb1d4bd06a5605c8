/** All tables by name, for Kysely. A row type stands in the file of its store. */
import type { Kysely } from "kysely";
import type { AnswerRow } from "./answers.ts";
import type { CatalogueRow } from "./catalogues.ts";
import type { CheckInRow } from "./check-ins.ts";
import type { ConfirmationRow } from "./confirmations.ts";
import type { InboxRow } from "./inbox.ts";
import type { MembershipRow } from "./memberships.ts";
import type { MilestoneRow } from "./milestones.ts";
import type { NudgeRow } from "./nudges.ts";
import type { OutboxRow } from "./outbox-row.ts";
import type { AccountRow, PersonRow } from "./people.ts";
import type { PostRow } from "./posts.ts";
import type { RoundRow } from "./rounds.ts";
import type { SettingRow } from "./settings.ts";
import type { ShownPostRow } from "./shown-posts.ts";
import type { StandingRow } from "./standings.ts";
import type { StepRow } from "./steps.ts";
import type { TeamRow } from "./teams.ts";
import type { TurnRow } from "./turns.ts";
import type { ValueRecordRow } from "./value-records.ts";
import type { WorkspaceRow } from "./workspaces.ts";

export type Tables = {
  workspaces: WorkspaceRow;
  people: PersonRow;
  accounts: AccountRow;
  teams: TeamRow;
  memberships: MembershipRow;
  catalogues: CatalogueRow;
  check_ins: CheckInRow;
  answers: AnswerRow;
  erasures: { membership_id: string };
  rounds: RoundRow;
  turns: TurnRow;
  standings: StandingRow;
  steps: StepRow;
  value_records: ValueRecordRow;
  confirmations: ConfirmationRow;
  milestones: MilestoneRow;
  settings: SettingRow;
  inbox: InboxRow;
  posts: PostRow;
  outbox: OutboxRow;
  nudges: NudgeRow;
  shown_posts: ShownPostRow;
};

export type Db = Kysely<Tables>;
