/** People, channels and user groups as their platform knows them. */
import type { Locale } from "../../core/locale.ts";
import type { AccountKind } from "../../core/team.ts";

/** A person as the platform shows them. */
export type Profile = {
  readonly platformUserId: string;
  readonly name: string;
  readonly locale?: Locale;
  readonly zone?: string;
  /** Undefined where the platform did not tell it. */
  readonly kind?: AccountKind;
};

/** A group of people that the platform itself maintains: a user group in Slack. */
export type UserGroup = {
  readonly id: string;
  /** Without the @. */
  readonly handle: string;
  /** Platform user ids. */
  readonly members: readonly string[];
};

/**
 * The result of looking up a user group. `not-allowed` means that the bot was installed without the right to see groups,
 * and `no-answer` that the platform did not answer this time.
 */
export type FoundGroup =
  | { readonly kind: "found"; readonly group: UserGroup }
  | { readonly kind: "unknown" | "not-allowed" | "no-answer" };

/**
 * Whether somebody is in a conversation. `hidden` means that the bot cannot see who is in it, because it is not in it itself, and
 * `no-answer` that the platform did not answer this time.
 */
export type Presence = "in" | "not-in" | "hidden" | "no-answer";

/** Looks people and user groups up on their platform. It uses the network, so call it before a unit of work begins. */
export interface Directory {
  /** `channelId`: where they are known to be, for a platform that finds people in conversations alone. */
  profile(workspaceId: string, platformUserId: string, channelId?: string): Promise<Profile | undefined>;
  /**
   * True where the platform was asked about the account last and gave no answer: then nobody knows whether it exists. It
   * asks nobody itself, so it may be called inside a unit of work.
   */
  couldNotAsk?(workspaceId: string, platformUserId: string): boolean;
  /**
   * True where the platform was asked about the account last and said that it is an app's, or closed. It asks nobody itself, so
   * it may be called inside a unit of work.
   */
  isNobody?(workspaceId: string, platformUserId: string): boolean;
  /**
   * True where an account that nobody has met yet may be chosen by its id, because the platform's own search offers people
   * whom the bot cannot ask about. It looks at the id alone, so it may be called inside a unit of work.
   */
  mayBeChosenUnmet?(workspaceId: string, platformUserId: string): boolean;
  /** What an account is called there, also one that is nobody: an app's, or one that was switched off. */
  nameOf?(workspaceId: string, platformUserId: string): Promise<string | undefined>;
  /** Asks the platform now; absent where everybody is in every conversation. */
  presence?(workspaceId: string, who: { readonly platformUserId: string; readonly channelId: string }): Promise<Presence>;
  channelName(workspaceId: string, channelId: string): Promise<string | undefined>;
  /**
   * `email` in lower case; absent where the platform tells nobody's e-mail. Somebody of the organisation goes before a guest with
   * the same address, and nobody is found where it belongs to two.
   */
  findByEmail?(workspaceId: string, email: string): Promise<Profile | undefined>;
  /** A user group by its id, or as people write it; undefined, or absent, where the platform has none. */
  findGroup?(workspaceId: string, word: string): Promise<FoundGroup | undefined>;
}
