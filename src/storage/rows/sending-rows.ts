/**
 * Rows of what is sent, shown and handled: one type for each table. Flags are 0 or 1, and instants are in milliseconds
 * since 1970 UTC.
 */

import type { Generated } from "kysely";
import type { StoredExport } from "../../app/ports/export-store.ts";
import type { Nudge } from "../../app/ports/nudge-store.ts";
import type { Purpose } from "../../app/ports/post-store.ts";
import type { TeamsConversation } from "../../app/ports/teams-conversation-store.ts";
import type { AccountKind } from "../../core/team.ts";

/** A row of the table `posts`. Its target is a person or a channel, never both. */
export type PostRow = {
  id: string;
  workspace_id: string;
  target_person_id: string | null;
  target_workspace_id: string | null;
  target_channel_id: string | null;
  purpose: Purpose;
  subject_id: string;
  created_at: number;
  platform_ref: string | null;
  removed_at: number | null;
};

/** A row of the table `nudges`. */
export type NudgeRow = {
  id: string;
  team_id: string;
  person_id: string;
  about: Nudge["about"];
  key: string;
  question_id: string;
  step_id: string | null;
  at: number;
};

/** A row of the table `settings`. */
export type SettingRow = { key: string; value: string };

/** A row of the table `exports`; `not_before` of one that is being written is the end of its lease. */
export type ExportRow = {
  id: string;
  workspace_id: string;
  person_id: string;
  team_id: string | null;
  scope: StoredExport["scope"];
  format: StoredExport["format"];
  locale: StoredExport["locale"];
  status: StoredExport["status"];
  attempt: number;
  not_before: number;
  asked_at: number;
  ready_at: number | null;
};

/** A row of the table `inbox`: the key of a platform event that was handled. */
export type InboxRow = { key: string; at: number };

/** A row of the table `shown_posts`: a message that the playground shows. */
export type ShownPostRow = {
  sequence: Generated<number>;
  ref: string;
  conversation: string;
  message: string;
  shown_at: number;
  edited_at: number | null;
};

/** A row of the table `slack_installations`; `sealed` is encrypted. */
export type SlackInstallationRow = { key: string; sealed: string; at: number };

/** A row of the table `teams_conversations`. */
export type TeamsConversationRow = {
  workspace_id: string;
  conversation_id: string;
  kind: TeamsConversation["kind"];
  service_url: string;
  bot_id: string;
  name: string | null;
  team_id: string | null;
  user_id: string | null;
  greeted_at: number | null;
  seen_at: number;
};

/** A row of the table `teams_users`. */
export type TeamsUserRow = {
  workspace_id: string;
  user_id: string;
  teams_id: string;
  name: string;
  email: string | null;
  kind: AccountKind | null;
};
