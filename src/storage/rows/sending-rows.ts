/** What is sent, shown and remembered of it. One type a table, as its rows are read. */

import type { Generated } from "kysely";
import type { Nudge } from "../../app/ports/nudge-store.ts";
import type { Purpose } from "../../app/ports/post-store.ts";
import type { TeamsConversation } from "../../app/ports/teams-conversation-store.ts";

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

export type SettingRow = { key: string; value: string };

export type InboxRow = { key: string; at: number };

export type ShownPostRow = {
  sequence: Generated<number>;
  ref: string;
  conversation: string;
  message: string;
  shown_at: number;
  edited_at: number | null;
};

export type SlackInstallationRow = { key: string; sealed: string; at: number };

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

export type TeamsUserRow = { workspace_id: string; user_id: string; teams_id: string; name: string; email: string | null };
