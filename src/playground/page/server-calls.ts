/** The page's calls to its server. */
import type { OwnPageHeader, PageChanges, PageReads, PageRefusal } from "../page-api.ts";

/**
 * The error that the server refused a call, with its status and short code. Any other error means that it could not be
 * reached.
 */
export class Refused extends Error {
  readonly status: number;
  readonly code: string | undefined;
  readonly fields: readonly string[];
  /** Where something went wrong on the bot's side: the id of its line in the log. */
  readonly id: string | undefined;

  constructor(status: number, refusal: PageRefusal) {
    super(`${status} ${refusal.error ?? ""}`);
    this.status = status;
    this.code = refusal.error;
    this.fields = refusal.fields ?? [];
    this.id = refusal.id;
  }
}

/** Reads from the server. Throws `Refused`, or the browser's error when the server cannot be reached. */
export function getFromServer<Name extends keyof PageReads>(
  name: Name,
  query: PageReads[Name]["query"],
): Promise<PageReads[Name]["answer"]> {
  return request(`/playground/api/${name}?${new URLSearchParams(query)}`);
}

/** Sends a change to the server. Throws as `getFromServer` does. */
export function postToServer<Name extends keyof PageChanges>(
  name: Name,
  body: PageChanges[Name]["body"],
): Promise<PageChanges[Name]["answer"]> {
  const own: Readonly<Record<OwnPageHeader, "1">> = { "x-speedboat-page": "1" };
  return request(`/playground/api/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...own },
    body: JSON.stringify(body),
  });
}

async function request<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(path, init);
  if (!response.ok) throw new Refused(response.status, await parseBody<PageRefusal>(response));
  return parseBody<Answer>(response);
}

/** The server's own answer, which is built from the same types; one that is no JSON counts as empty. */
function parseBody<Body>(response: Response): Promise<Body> {
  return response.json().catch(() => ({})) as Promise<Body>;
}

/** What runs when something changed, when the connection is lost, and when it is back. */
export type Listeners = { readonly onChanged: () => void; readonly onLost: () => void; readonly onBack: () => void };

/** Listens to the server's events for as long as the page is open. The browser reconnects by itself. */
export function listen({ onChanged, onLost, onBack }: Listeners): void {
  const source = new EventSource("/playground/events");
  source.addEventListener("open", onBack);
  source.addEventListener("message", onChanged);
  source.addEventListener("error", onLost);
}
