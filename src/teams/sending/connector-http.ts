/**
 * Sends each request to the connector exactly once. The SDK repeats posts after 429, 5xx and dropped sockets, which
 * creates duplicates; whether to send again is delivery's decision.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { ConfigurationBotFrameworkAuthentication } from "botbuilder";
import { ConnectorFailure } from "./connector-failure.ts";

/** Set while an activity is sent that one person of a conversation alone may see. */
const targeting = new AsyncLocalStorage<true>();

/**
 * Runs a task whose posts are shown to their recipient alone, in a conversation that others read, too. The SDK has no word for
 * it and would post for everybody; Teams takes it as a parameter of the address.
 */
export function runTargeted<T>(task: () => Promise<T>): Promise<T> {
  return targeting.run(true, task);
}

function toUrl({ url, method }: Parameters<HttpClient["sendRequest"]>[0]): string {
  if (targeting.getStore() === undefined || method !== "POST" || !/\/activities(?:\?|$)/.test(url)) return url;
  return `${url}${url.includes("?") ? "&" : "?"}isTargetedActivity=true`;
}

type ConnectorOptions = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;
type HttpClient = NonNullable<ConnectorOptions["httpClient"]>;

/** Failures in which no byte of the request can have arrived. */
const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT", "CERT_HAS_EXPIRED"]);

/**
 * Creates the HTTP client for the SDK. It throws a `ConnectorFailure` after `timeoutMs`, and for every answer that is no
 * success.
 */
export function createConnectorHttp(options: { readonly timeoutMs: number }): HttpClient {
  return {
    async sendRequest(request) {
      const response = await send(request, options.timeoutMs);
      const bodyAsText = await response.text().catch(() => "");
      if (!response.ok) throw refusalOf(response, bodyAsText);
      const headers = request.headers.clone();
      for (const name of headers.headerNames()) headers.remove(name);
      response.headers.forEach((value, name) => {
        headers.set(name, value);
      });
      return { request, status: response.status, headers, bodyAsText };
    },
  };
}

async function send(request: Parameters<HttpClient["sendRequest"]>[0], timeoutMs: number): Promise<Response> {
  const { method, body } = request;
  try {
    return await fetch(toUrl(request), {
      method,
      headers: request.headers.rawHeaders(),
      ...(typeof body === "string" && { body }),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (cause) {
    const code = codeOf(cause);
    throw new ConnectorFailure(undefined, code, { mayHaveArrived: !NEVER_SENT.has(code) });
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.name === "TimeoutError") return "timeout";
  const { cause } = error;
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : error.name;
}

function refusalOf(response: Response, body: string): ConnectorFailure {
  const retryAfterMs = parseRetryAfter(response.headers.get("retry-after"));
  return new ConnectorFailure(response.status, readErrorCode(body), {
    mayHaveArrived: response.status >= 500,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** Returns how long to wait in milliseconds, from a header in seconds or as a date; undefined when it says neither. */
export function parseRetryAfter(header: string | null, now: number = Date.now()): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

function readErrorCode(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    const error = typeof parsed === "object" && parsed !== null && "error" in parsed ? parsed.error : parsed;
    if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string")
      return error.code.slice(0, 80);
  } catch {
    // An answer that is not JSON has no code.
  }
  return "no-code";
}
