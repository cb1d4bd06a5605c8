/** Links between platforms: one-time codes, and what may be done with one. A code joins two teams, or a person's two accounts. */
import type { Workspace } from "./team.ts";
import { HOUR_MS, type Instant, MINUTE_MS } from "./time.ts";

/** A code may be used so long. */
export const CODE_LIFE_MS = 10 * MINUTE_MS;
/** Once used it waits so long for the word of the side that issued it. */
export const CONFIRM_WITHIN_MS = 24 * HOUR_MS;
/** So many wrong codes by one person within a code's life; then none is looked at. */
export const MAX_WRONG_CODES = 5;

/** Who used a code, and what they bring along. */
export type LinkClaim = {
  readonly workspaceId: string;
  readonly personId: string;
  readonly at: Instant;
  /** The joining side's channel; a second home may do without one at first. */
  readonly channelId?: string;
  /** The joining side's own team, which rests while the link lasts. */
  readonly teamId?: string;
};

/** A code that was issued, from its first minute to the word that settles it. The code itself is nowhere. */
export type LinkRequest = {
  readonly id: string;
  readonly kind: "team" | "person";
  readonly codeHash: string;
  /** The issuing side. */
  readonly workspaceId: string;
  readonly personId: string;
  /** The team that will own the other side's answers; for a person none. */
  readonly teamId?: string;
  readonly createdAt: Instant;
  readonly claim?: LinkClaim;
  /** Confirmed, refused or taken back. */
  readonly settledAt?: Instant;
};

export type CodeRefusal = "unknown" | "used" | "expired" | "own-workspace" | "same-platform" | "for-a-person" | "for-a-team";

export type CodeUse = {
  readonly kind: LinkRequest["kind"];
  /** Where it is used. */
  readonly workspace: Workspace;
  /** Where it was issued. */
  readonly issuer: Workspace | undefined;
  readonly now: Instant;
};

/** Why this code does nothing here and now; undefined: it may be used. */
export function judgeCode(request: LinkRequest | undefined, { kind, workspace, issuer, now }: CodeUse): CodeRefusal | undefined {
  if (!request || !issuer || issuer.uninstalledAt !== undefined) return "unknown";
  if (request.claim || request.settledAt !== undefined) return "used";
  if (now >= request.createdAt + CODE_LIFE_MS) return "expired";
  if (issuer.id === workspace.id) return "own-workspace";
  if (issuer.platform === workspace.platform) return "same-platform";
  if (request.kind !== kind) return request.kind === "person" ? "for-a-person" : "for-a-team";
  return undefined;
}

export type ClaimState = "waiting" | "settled" | "expired";

/** Whether a used code still waits for its confirmation. */
export function stateOfClaim({ claim, settledAt }: LinkRequest, now: Instant): ClaimState {
  if (settledAt !== undefined || !claim) return "settled";
  return now >= claim.at + CONFIRM_WITHIN_MS ? "expired" : "waiting";
}
