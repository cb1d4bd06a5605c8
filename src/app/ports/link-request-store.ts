/** Requests to join two platforms' teams or accounts, by their one-time codes. */
import type { LinkRequest } from "../../core/link.ts";
import type { Instant } from "../../core/time.ts";

/** Stores link codes by their hash, and the failed attempts of people who typed a wrong code. */
export interface LinkRequestStore {
  find(id: string): Promise<LinkRequest | undefined>;
  findByHash(codeHash: string): Promise<LinkRequest | undefined>;
  save(request: LinkRequest): Promise<void>;
  /** A new code takes the place of those that its issuer did not use. */
  removeUnused(personId: string, kind: LinkRequest["kind"]): Promise<void>;
  addWrongCode(personId: string, at: Instant): Promise<void>;
  countWrongCodes(personId: string, since: Instant): Promise<number>;
  /** Forgets up to `limit` requests and as many wrong codes older than that, and returns how many in all. */
  removeBefore(at: Instant, limit: number): Promise<number>;
}
