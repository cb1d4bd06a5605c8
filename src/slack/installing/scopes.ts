/** What the bot asks of a workspace, and nothing more; `manifest.json` says the same. Why each: the README. */

/**
 * The permissions that the bot asks for in a workspace, and nothing more. `manifest.json` lists the same, and the README
 * says why.
 */
export const BOT_SCOPES = [
  "channels:read",
  "chat:write",
  "commands",
  "files:write",
  "groups:read",
  "im:history",
  "im:write",
  "usergroups:read",
  "users:read",
] as const;
