/** Links between platforms: one-time codes, and what may be done with one. A code joins two teams, or a person's two accounts. */
import type { Workspace } from "./team.ts";
import { HOUR_MS, type Instant, MINUTE_MS } from "./time.ts";

/** How long a link code can be used after it was issued, in milliseconds. */
export const CODE_LIFE_MS = 10 * MINUTE_MS;
/** How long a used code waits for the issuing side to confirm, in milliseconds. */
export const CONFIRM_WITHIN_MS = 24 * HOUR_MS;
/** How many wrong codes one person may enter within a code's life. After that no code of theirs is looked at. */
export const MAX_WRONG_CODES = 5;

/** Who used a code, and what they bring along. */
export type LinkClaim = {
  readonly workspaceId: string;
  readonly personId: string;
  readonly at: Instant;
  /** The joining side's channel. A second home can do without one at first. */
  readonly channelId?: string;
  /** The joining side's own team, which is suspended while the link lasts. */
  readonly teamId?: string;
};

/** A code that was issued, until it is settled. Only its hash is stored, never the code. */
export type LinkRequest = {
  readonly id: string;
  readonly kind: "team" | "person";
  readonly codeHash: string;
  /** The workspace that issued the code; `personId` is who did. */
  readonly workspaceId: string;
  readonly personId: string;
  /** The team that will own the other side's answers; undefined for a person's accounts. */
  readonly teamId?: string;
  readonly createdAt: Instant;
  readonly claim?: LinkClaim;
  /** When it was confirmed, refused or taken back. */
  readonly settledAt?: Instant;
};

/** Why a link code does nothing. The sentence for it comes from `prompts/`. */
export type CodeRefusal = "unknown" | "used" | "expired" | "own-workspace" | "same-platform" | "for-a-person" | "for-a-team";

/** Where, when and for what a link code is used. */
export type CodeUse = {
  readonly kind: LinkRequest["kind"];
  /** The workspace in which the code is used. */
  readonly workspace: Workspace;
  /** The workspace that issued the code; undefined when it is not known any more. */
  readonly issuer: Workspace | undefined;
  readonly now: Instant;
};

/**
 * Returns why this code can do nothing here and now, or undefined when it can be used. A code works once, for ten
 * minutes, and only in a workspace on the other platform.
 */
export function judgeCode(request: LinkRequest | undefined, { kind, workspace, issuer, now }: CodeUse): CodeRefusal | undefined {
  if (!request || !issuer || issuer.uninstalledAt !== undefined) return "unknown";
  if (request.claim || request.settledAt !== undefined) return "used";
  if (now >= request.createdAt + CODE_LIFE_MS) return "expired";
  if (issuer.id === workspace.id) return "own-workspace";
  if (issuer.platform === workspace.platform) return "same-platform";
  if (request.kind !== kind) return request.kind === "person" ? "for-a-person" : "for-a-team";
  return undefined;
}

/** Whether a used code waits for confirmation, was settled, or waited too long. */
export type ClaimState = "waiting" | "settled" | "expired";

/** Tells whether a used code still waits for its confirmation. A request that nobody used counts as settled. */
export function stateOfClaim({ claim, settledAt }: LinkRequest, now: Instant): ClaimState {
  if (settledAt !== undefined || !claim) return "settled";
  return now >= claim.at + CONFIRM_WITHIN_MS ? "expired" : "waiting";
}
