/** What the environment says about Slack. */

/** What the environment says about Slack. */
export type SlackSettings = {
  /** Over HTTP. */
  readonly signingSecret?: string;
  /** One workspace by token. */
  readonly botToken?: string;
  /** Switches to Socket Mode. */
  readonly appToken?: string;
  /** Many workspaces by installation. `encryptionKey`: 32 bytes in base64. */
  readonly oauth?: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly stateSecret: string;
    readonly encryptionKey: string;
    /** The key of before it was changed, which still opens what it sealed. */
    readonly encryptionKeyBefore?: string;
    /** Ids of workspaces and organisations that may install the bot anew; `*` is every one. Those that have it go on. */
    readonly allowedWorkspaces: readonly string[];
  };
  /** Another root of the Web API. */
  readonly apiUrl?: string;
};
