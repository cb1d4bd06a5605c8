/**
 * What each error code of Slack's Web API means for a message, as data. The codes are those that Slack's pages on
 * `chat.postMessage`, `chat.update`, `chat.delete` and `conversations.open` name.
 */
import type { ChannelTroubleReason, UnreachableReason } from "../../core/team.ts";

/** What an error code of Slack means. */
export type SlackRefusal =
  /** Refused until somebody fixes it: what that means for a person, and for a channel. */
  | { readonly means: "refused"; readonly person: UnreachableReason; readonly channel: ChannelTroubleReason }
  /** Sent too fast, without being told how long to wait. */
  | { readonly means: "wait" }
  /** Not now, and certainly not accepted. */
  | { readonly means: "again" }
  /** Slack's own trouble: it may have acted all the same. */
  | { readonly means: "unclear" }
  /** The workspace's token is dead: until it is installed again nothing goes out. */
  | { readonly means: "dead-token" }
  /** The message is larger than Slack takes, or built in a way that it does not take. */
  | { readonly means: "too-large" }
  /** What was to be changed is not there, or cannot be changed any more. */
  | { readonly means: "gone" };

/** A code that the table does not list: the fix is unknown, so the code itself is shown. */
const UNFORESEEN: SlackRefusal = { means: "refused", person: "refused", channel: "refused" };

const CLOSED: SlackRefusal = { means: "refused", person: "direct-messages-closed", channel: "not-in-channel" };
const ARCHIVED: SlackRefusal = { means: "refused", person: "direct-messages-closed", channel: "archived" };
const LEFT: SlackRefusal = { means: "refused", person: "left-workspace", channel: "refused" };
const BLOCKED: SlackRefusal = { means: "refused", person: "blocked-by-administrator", channel: "blocked-by-administrator" };
const RESTRICTED: SlackRefusal = { means: "refused", person: "blocked-by-administrator", channel: "posting-restricted" };
const NO_PERMISSION: SlackRefusal = { means: "refused", person: "missing-permission", channel: "missing-permission" };
const FOREIGN: SlackRefusal = { means: "refused", person: "other-organisation", channel: "posting-restricted" };
const WAIT: SlackRefusal = { means: "wait" };
const AGAIN: SlackRefusal = { means: "again" };
const UNCLEAR: SlackRefusal = { means: "unclear" };
const DEAD: SlackRefusal = { means: "dead-token" };
const TOO_LARGE: SlackRefusal = { means: "too-large" };
const GONE: SlackRefusal = { means: "gone" };

/** The codes whose meaning is known. What a code means is asked of `findSlackRefusal`, which knows all others too. */
export const SLACK_REFUSALS: ReadonlyMap<string, SlackRefusal> = new Map<string, SlackRefusal>([
  ["cannot_dm_bot", CLOSED],
  ["messages_tab_disabled", CLOSED],
  ["channel_not_found", CLOSED],
  ["not_in_channel", CLOSED],
  ["is_archived", ARCHIVED],
  ["is_inactive", ARCHIVED],
  ["user_disabled", { means: "refused", person: "deactivated", channel: "refused" }],
  ["user_not_found", LEFT],
  ["users_not_found", LEFT],
  ["user_not_visible", LEFT],
  ["not_in_team", LEFT],
  ["restricted_action", RESTRICTED],
  ["restricted_action_read_only_channel", RESTRICTED],
  ["restricted_action_thread_only_channel", RESTRICTED],
  ["restricted_action_non_threadable_channel", RESTRICTED],
  ["restricted_action_thread_locked", RESTRICTED],
  ["no_permission", RESTRICTED],
  ["access_denied", BLOCKED],
  ["accesslimited", BLOCKED],
  ["ekm_access_denied", BLOCKED],
  ["enterprise_is_restricted", BLOCKED],
  ["team_access_not_granted", BLOCKED],
  ["org_login_required", BLOCKED],
  ["two_factor_setup_required", BLOCKED],
  ["missing_scope", NO_PERMISSION],
  ["not_allowed_token_type", NO_PERMISSION],
  ["invalid_user_combination", FOREIGN],
  ["slack_connect_blocked_file_type", FOREIGN],
  ["slack_connect_file_upload_sharing_blocked", FOREIGN],
  ["slack_connect_file_link_sharing_blocked", FOREIGN],
  ["account_inactive", DEAD],
  ["token_revoked", DEAD],
  ["token_expired", DEAD],
  ["invalid_auth", DEAD],
  ["not_authed", DEAD],
  ["team_not_found", DEAD],
  ["ratelimited", WAIT],
  ["rate_limited", WAIT],
  ["message_limit_exceeded", WAIT],
  ["team_added_to_org", AGAIN],
  ["external_channel_migrating", AGAIN],
  ["internal_error", UNCLEAR],
  ["fatal_error", UNCLEAR],
  ["service_unavailable", UNCLEAR],
  ["request_timeout", UNCLEAR],
  ["msg_too_long", TOO_LARGE],
  ["msg_blocks_too_long", TOO_LARGE],
  ["too_many_attachments", TOO_LARGE],
  ["invalid_blocks", TOO_LARGE],
  ["invalid_blocks_format", TOO_LARGE],
  ["http-413", TOO_LARGE],
  ["message_not_found", GONE],
  ["cant_update_message", GONE],
  ["cant_delete_message", GONE],
  ["edit_window_closed", GONE],
]);

/** What a code means; one that is in no row is a refusal for good, whose code is shown. */
export function findSlackRefusal(code: string): SlackRefusal {
  return SLACK_REFUSALS.get(code) ?? UNFORESEEN;
}
