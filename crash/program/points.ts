/** Where the program can be made to die, each at its n-th passing. */

/**
 * `migration`: before a migration's SQL; `statement`: before a statement that writes; `before-commit`, `after-commit`;
 * `before-ack`, `after-ack`: around the answer to a request; `before-send`, `after-send`: around a call to a platform, the
 * latter before the outcome is written down; `file`: before a file is opened, copied, linked or renamed.
 */
export type Point =
  | "migration"
  | "statement"
  | "before-commit"
  | "after-commit"
  | "before-ack"
  | "after-ack"
  | "before-send"
  | "after-send"
  | "file";

/** Dies at this passing of the point, counted from 1, since the process began or since people act. */
export type Fate = { readonly point: Point; readonly passes: number; readonly from: "start" | "acting" };
