/** Names that may stand for two things, each with its reason. */

export type Allowed = { readonly name: string; readonly reason: string };

/** Exported names. */
export const ALLOWED_NAMES: readonly Allowed[] = [];

export const ALLOWED_FILE_NAMES: readonly Allowed[] = [
  { name: "main.ts", reason: "what Node.js is told to start is called so by everybody" },
];
