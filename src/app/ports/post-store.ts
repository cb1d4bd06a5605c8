/** Stores messages that last: a post is shown somewhere, and later edits and removals refer to it by id. */
import type { Instant } from "../../core/time.ts";

/** Where a post goes: to one person in a direct message, or to a channel of a workspace. */
export type Target =
  | { readonly to: "person"; readonly personId: string }
  | { readonly to: "channel"; readonly workspaceId: string; readonly channelId: string };

/** What a post is for. Together with `subjectId` it finds the post again when the thing it shows has changed. */
export type Purpose =
  | "check-in"
  | "reminder"
  | "digest"
  | "nudge"
  | "notice"
  | "greeting"
  | "raised-step"
  | "reading"
  | "overview"
  | "answer"
  | "export";

/** One message that was or will be shown somewhere. Later edits and removals refer to it by id. */
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

/** Stores posts, and finds them by what they show or by where the platform put them. */
export interface PostStore {
  find(id: string): Promise<Post | undefined>;
  /** Newest first. */
  listOfSubject(purpose: Purpose, subjectId: string): Promise<readonly Post[]>;
  /** Everything that stands in the person's own chats, newest first. */
  listShownTo(personId: string): Promise<readonly Post[]>;
  findByPlatformRef(workspaceId: string, platformRef: string): Promise<Post | undefined>;
  save(post: Post): Promise<void>;
  /** Forgets up to `limit` posts older than that of which nothing is queued, and returns how many. */
  removeBefore(at: Instant, limit: number): Promise<number>;
}
