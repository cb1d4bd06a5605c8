/** The page's way to the bot. */
import type { OwnPageHeader, PageChanges, PageReads, PageRefusal } from "../page-api.ts";

/** The bot refused: `status` and its short code. Anything else that is thrown means that it could not be reached. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string | undefined;
  readonly fields: readonly string[];

  constructor(status: number, refusal: PageRefusal) {
    super(`${status} ${refusal.error ?? ""}`);
    this.status = status;
    this.code = refusal.error;
    this.fields = refusal.fields ?? [];
  }
}

export function getFromServer<Name extends keyof PageReads>(
  name: Name,
  query: PageReads[Name]["query"],
): Promise<PageReads[Name]["answer"]> {
  return request(`/playground/api/${name}?${new URLSearchParams(query)}`);
}

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

export type Listeners = { readonly onChanged: () => void; readonly onLost: () => void; readonly onBack: () => void };

/** Calls `onChanged` whenever the bot says that something changed, and after each reconnection. */
export function listen({ onChanged, onLost, onBack }: Listeners): void {
  const source = new EventSource("/playground/events");
  source.addEventListener("open", onBack);
  source.addEventListener("message", onChanged);
  source.addEventListener("error", onLost);
}
