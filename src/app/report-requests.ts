/** Around the use cases: a request that fails is written down once, by its kind and never by its words. */
import type { App } from "./app.ts";
import type { Feature } from "./feature.ts";
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
  return { event: request.kind, name: nameOf(request, words), workspaceId: request.from.workspaceId };
}

/** Of what somebody typed only a word of the table of commands is told. */
function nameOf(request: Request, words: ReadonlySet<string>): string | undefined {
  switch (request.kind) {
    case "command":
      return commandIn(request.line, words);
    case "text":
      return commandIn(request.text, words);
    case "press":
      return nameOfPress(request.action, words);
    case "submit":
      return request.context.form;
    case "home":
      return undefined;
    default: {
      const never: never = request;
      return never;
    }
  }
}

function nameOfPress(action: Extract<Request, { kind: "press" }>["action"], words: ReadonlySet<string>): string {
  if (action.act === "command") return ["command", commandIn(action.line, words)].filter(Boolean).join(" ");
  if (action.act === "open-form") return `open-form ${action.form.form}`;
  return action.act === "walk" ? `walk ${action.event.do}` : action.act;
}

function commandIn(line: string, words: ReadonlySet<string>): string | undefined {
  const [first = "", second = ""] = line.trim().toLowerCase().split(/\s+/, 2);
  return [`${first} ${second}`, first].find((word) => words.has(word));
}
