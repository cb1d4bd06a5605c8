/** Around the use cases: a request that fails is written down once, by its kind and never by its words. */
import type { App } from "./app.ts";
import type { Feature } from "./feature.ts";
import { nameRequest } from "./name-request.ts";
import type { Log } from "./ports/log.ts";
import { reportTrouble, type UnderWayThen } from "./ports/report-trouble.ts";
import type { Request } from "./request.ts";

/** Returns the same use cases; what they throw is reported to the log with the request's kind, and thrown on. */
export function reportRequests(app: App, { log, features }: { readonly log: Log; readonly features: readonly Feature[] }): App {
  const words = new Set<string>(features.flatMap(({ commands }) => commands.map(({ word }) => word)));
  return {
    async handle(request) {
      try {
        return await app.handle(request);
      } catch (cause) {
        reportTrouble(log, cause, describeRequest(request, words));
        throw cause;
      }
    },
  };
}

function describeRequest(request: Request, words: ReadonlySet<string>): UnderWayThen {
  return { event: request.kind, name: nameRequest(request, words), workspaceId: request.from.workspaceId };
}
