/** The error of a call to Teams' connector: what is known about it, and nothing of what was sent. */

/** The code of a call that had to wait for too long, and never left. Teams has none like it. */
export const TURNED_AWAY = "turned-away";

/**
 * The error that a call to Teams' connector did not succeed. `mayHaveArrived` is false only when the request certainly
 * never left.
 */
export class ConnectorFailure extends Error {
  constructor(
    /** The connector's HTTP status; undefined when no answer came. */
    readonly status: number | undefined,
    /** Teams' own word (`ForbiddenOperationException`, `BotNotInConversationRoster`), or what broke. */
    readonly code: string,
    readonly about: {
      readonly retryAfterMs?: number;
      /** False only where the request certainly never left. */
      readonly mayHaveArrived: boolean;
    },
  ) {
    super(`connector ${status ?? "no answer"} ${code}`);
    this.name = "ConnectorFailure";
  }
}
