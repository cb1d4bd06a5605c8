/** The page's way to the bot. */

/** The bot refused: `status` and its short code. Anything else that is thrown means that it could not be reached. */
export class Refused extends Error {
  constructor(status, answer) {
    super(`${status} ${answer.error ?? ""}`);
    this.status = status;
    this.code = answer.error;
    this.fields = answer.fields ?? [];
  }
}

export function ask(name, query = {}) {
  return request(`/playground/api/${name}?${new URLSearchParams(query)}`);
}

export function tell(name, body) {
  return request(`/playground/api/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-speedboat-page": "1" },
    body: JSON.stringify(body),
  });
}

async function request(path, init) {
  const response = await fetch(path, init);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

/** Calls `onChanged` whenever the bot says that something changed, and after each reconnection. */
export function listen({ onChanged, onLost, onBack }) {
  const source = new EventSource("/playground/events");
  source.addEventListener("open", onBack);
  source.addEventListener("message", onChanged);
  source.addEventListener("error", onLost);
}
