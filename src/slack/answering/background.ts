/** What happens after Slack was answered: under way beside the next requests, and waited for before the bot stops. */
import type { Log } from "../../app/ports/log.ts";
import { nameFailure } from "../sdk-log.ts";
import { platformCode } from "../sending/slack-send-result.ts";
import { ResponseUrlError } from "./response-url.ts";

export interface Background {
  /** Never rejects: a failure is logged under `what`. */
  run(what: string, task: () => Promise<unknown>): void;
  /** Resolves when nothing is under way. */
  settle(): Promise<void>;
}

export function createBackground(log: Log): Background {
  const underWay = new Set<Promise<void>>();
  return {
    run(what, task) {
      const ended: Promise<void> = task()
        .then(
          () => undefined,
          (cause: unknown) => {
            const code = cause instanceof ResponseUrlError ? cause.code : platformCode(cause);
            log.warn({ what, failure: nameFailure(cause), code }, "an answer could not be shown");
          },
        )
        .finally(() => underWay.delete(ended));
      underWay.add(ended);
    },
    async settle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
