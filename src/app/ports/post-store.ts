/** Messages that last: a post is shown somewhere, and later edits and removals speak of it by id. */
import type { Instant } from "../../core/time.ts";

export type Target =
  | { readonly to: "person"; readonly personId: string }
  | { readonly to: "channel"; readonly workspaceId: string; readonly channelId: string };

export type Purpose = "check-in" | "reminder" | "digest" | "nudge" | "notice" | "greeting" | "raised-step" | "overview";

/** One message that was or will be shown somewhere; later edits and removals speak of it by id. */
export type Post = {
  readonly id: string;
  readonly target: Target;
  /** Whose limits and tokens it is sent under. */
  readonly workspaceId: string;
  readonly purpose: Purpose;
  /** The check-in, round or step that it shows. */
  readonly subjectId: string;
  readonly createdAt: Instant;
  /** Where the platform put it, in the front end's own words; undefined until it was sent. */
  readonly platformRef?: string;
  readonly removedAt?: Instant;
};

export interface PostStore {
  find(id: string): Promise<Post | undefined>;
  /** Newest first. */
  listOfSubject(purpose: Purpose, subjectId: string): Promise<readonly Post[]>;
  findByPlatformRef(workspaceId: string, platformRef: string): Promise<Post | undefined>;
  save(post: Post): Promise<void>;
}
