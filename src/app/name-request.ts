/** Names a request in the program's own words, for the log and the audit log. */
import type { Request } from "./request.ts";

/**
 * Returns the command, action or form of a request by its name. Of what somebody typed, only one of the `words` of the table of
 * commands is told; undefined where there is none.
 */
export function nameRequest(request: Request, words: ReadonlySet<string>): string | undefined {
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
