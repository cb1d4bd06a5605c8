/** Sends small responses over HTTP. */
import type { ServerResponse } from "node:http";

/** Sends the value as JSON in UTF-8 and ends the response. */
export function replyJson(res: ServerResponse, status: number, value: unknown): void {
  reply(res, { status, type: "application/json; charset=utf-8", body: JSON.stringify(value) });
}

/** Sends plain text in UTF-8 and ends the response. */
export function replyText(res: ServerResponse, status: number, text: string): void {
  reply(res, { status, type: "text/plain; charset=utf-8", body: text });
}

/**
 * Sends the whole response. Headers that were set before are kept, and caching is forbidden unless one of them says
 * otherwise.
 */
export function reply(
  res: ServerResponse,
  answer: { readonly status: number; readonly type: string; readonly body: string | Buffer },
): void {
  res.statusCode = answer.status;
  res.setHeader("content-type", answer.type);
  res.setHeader("content-length", Buffer.byteLength(answer.body));
  if (!res.hasHeader("cache-control")) res.setHeader("cache-control", "no-store");
  res.end(answer.body);
}
