/**
 * What each refusal of Teams' connector means for a message, as data: by its HTTP status and its own code, for what was being
 * done. The first row that matches counts. The codes are those of Microsoft's pages on proactive messages and on bots' limits.
 */
import type { ChannelTroubleReason, UnreachableReason } from "../../core/team.ts";

/** What was being done when the connector refused. */
export type Doing = "post" | "edit" | "remove" | "open-direct";

/** What a refusal by Teams' connector means. */
export type TeamsRefusal =
  /** Refused until somebody fixes it: what that means for a person, and for a channel. */
  | { readonly means: "refused"; readonly person: UnreachableReason; readonly channel: ChannelTroubleReason }
  /** Sent too fast. */
  | { readonly means: "wait" }
  /** Teams asks for it to be sent again: nothing was accepted. */
  | { readonly means: "again" }
  /** The message is larger than Teams takes. */
  | { readonly means: "too-large" }
  /** What was to be changed, or the conversation that it stands in, is not there any more. */
  | { readonly means: "gone" };

type Row = {
  readonly status?: number;
  readonly code?: string;
  readonly doing?: readonly Doing[];
  readonly refusal: TeamsRefusal;
};

const refused = (person: UnreachableReason, channel: ChannelTroubleReason): TeamsRefusal => ({
  means: "refused",
  person,
  channel,
});
const ON_CHANGE = ["edit", "remove"] as const;

const TEAMS_REFUSALS: readonly Row[] = [
  { status: 429, refusal: { means: "wait" } },
  { status: 401, refusal: { means: "again" } },
  { status: 408, refusal: { means: "again" } },
  { status: 412, refusal: { means: "again" } },
  { status: 413, refusal: { means: "too-large" } },
  { code: "MessageSizeTooBig", refusal: { means: "too-large" } },
  { status: 404, doing: ON_CHANGE, refusal: { means: "gone" } },
  { code: "ActivityNotFoundInConversation", doing: ON_CHANGE, refusal: { means: "gone" } },
  { code: "MessageWritesBlocked", refusal: refused("direct-messages-closed", "posting-restricted") },
  { code: "ConversationBlockedByUser", refusal: refused("direct-messages-closed", "posting-restricted") },
  { code: "BotDisabledByAdmin", refusal: refused("blocked-by-administrator", "blocked-by-administrator") },
  { code: "BotBlockedByAdmin", refusal: refused("blocked-by-administrator", "blocked-by-administrator") },
  { code: "NotEnoughPermissions", refusal: refused("missing-permission", "posting-restricted") },
  { code: "RestrictedByTeamSettings", refusal: refused("blocked-by-administrator", "posting-restricted") },
  { code: "BotNotInConversationRoster", refusal: refused("not-installed", "not-in-channel") },
  { code: "MemberNotFoundInConversation", refusal: refused("not-installed", "not-in-channel") },
  { code: "ConversationArchived", refusal: refused("direct-messages-closed", "archived") },
  { status: 404, doing: ["open-direct"], refusal: refused("left-workspace", "not-in-channel") },
  { code: "ConversationNotFound", refusal: refused("not-installed", "not-in-channel") },
  // The person never added the app; the channel's team removed it.
  { status: 403, refusal: refused("not-installed", "not-in-channel") },
];

/** A refusal that the table does not list: the fix is unknown, so its code is shown. */
const UNFORESEEN = refused("refused", "refused");

/** What a refusal means; undefined where the status says that Teams may have accepted it all the same. */
export function findTeamsRefusal(refusal: {
  readonly status: number;
  readonly code: string;
  readonly doing: Doing;
}): TeamsRefusal | undefined {
  const { status, code, doing } = refusal;
  const row = TEAMS_REFUSALS.find(
    (each) =>
      (each.status === undefined || each.status === status) &&
      (each.code === undefined || each.code === code) &&
      (each.doing === undefined || each.doing.includes(doing)),
  );
  if (row) return row.refusal;
  return status < 500 || status === 501 ? UNFORESEEN : undefined;
}
