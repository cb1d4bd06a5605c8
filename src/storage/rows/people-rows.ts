/**
 * Rows of workspaces, people, teams and memberships: one type for each table. Flags are 0 or 1, and instants are in
 * milliseconds since 1970 UTC.
 */
import type { AuditAuthor } from "../../core/audit-entry.ts";
import type { LinkRequest } from "../../core/link.ts";
import type { Locale } from "../../core/locale.ts";
import type {
  AccountKind,
  MembershipKind,
  Platform,
  PrivacyMode,
  ProgrammeLeadSource,
  ReminderLevel,
  UnreachableReason,
} from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";

/** A row of the table `workspaces`. */
export type WorkspaceRow = {
  id: string;
  platform: Platform;
  platform_id: string;
  name: string;
  locale: Locale;
  installed_at: number;
  uninstalled_at: number | null;
};

/** A row of the table `people`. */
export type PersonRow = {
  id: string;
  workspace_id: string;
  name: string;
  chosen_locale: Locale | null;
  platform_locale: Locale | null;
  zone: string | null;
  reminders: ReminderLevel;
  nudges: number;
  away_until: number | null;
  planned_absences: string | null;
  programme_lead: number;
  programme_lead_by: ProgrammeLeadSource | null;
  unreachable: UnreachableReason | null;
  unreachable_code: string | null;
  not_met: number;
  greeted_at: number | null;
};

/** A row of the table `accounts`: a platform's user id and the person behind it. */
export type AccountRow = { workspace_id: string; platform_user_id: string; person_id: string; kind: AccountKind | null };

/** A row of the table `forgotten_accounts`: `mark` is a keyed hash of the platform's user id. */
export type ForgottenAccountRow = { workspace_id: string; mark: string; at: number };

/** A row of the table `teams`; `schedule` is JSON. */
export type TeamRow = {
  id: string;
  workspace_id: string;
  name: string;
  channel_id: string | null;
  locale: Locale;
  schedule: string;
  questions_per_round: number;
  privacy: PrivacyMode;
  edition: string;
  created_at: number;
  paused_until: number | null;
  revision: number;
  next_round_at: number | null;
};

/** A row of the table `team_homes`: the second home of a linked team. */
export type TeamHomeRow = {
  team_id: string;
  workspace_id: string;
  channel_id: string | null;
  former_team_id: string | null;
  since: Instant;
};

/** A row of the table `team_groups`: the user group that a team is linked to. */
export type TeamGroupRow = { team_id: string; workspace_id: string; group_id: string; handle: string; since: Instant };

/** A row of the table `link_requests`. The `claimed_` columns are null until the code is used. */
export type LinkRequestRow = {
  id: string;
  kind: LinkRequest["kind"];
  code_hash: string;
  workspace_id: string;
  person_id: string;
  team_id: string | null;
  created_at: Instant;
  claimed_workspace_id: string | null;
  claimed_by: string | null;
  claimed_at: Instant | null;
  claimed_channel_id: string | null;
  claimed_team_id: string | null;
  settled_at: Instant | null;
};

/** A row of the table `wrong_codes`: a person typed a code that does not exist. */
export type WrongCodeRow = { person_id: string; at: Instant };

/** A row of the table `memberships`; `roles` and `intervals` are JSON. */
export type MembershipRow = {
  id: string;
  team_id: string;
  person_id: string;
  kind: MembershipKind;
  lead: number;
  roles: string;
  intervals: string;
  /** Set by the nudges alone. */
  next_look_at: number | null;
};

/** A row of the table `audit_log`; `details` is JSON. `author_id` is null unless a person did it. */
export type AuditRow = {
  id: string;
  at: Instant;
  workspace_id: string;
  team_id: string | null;
  author: AuditAuthor["kind"];
  author_id: string | null;
  through: string;
  act: string;
  subject_id: string | null;
  details: string;
};
