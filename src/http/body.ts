/** Reads a request's body within a limit. */
import type { IncomingMessage } from "node:http";
import { HttpRefusal } from "./refusal.ts";

/** Returns the whole body. Refuses with 413 as soon as it grows beyond `limitBytes`, whatever length was declared. */
export async function readBody(req: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > limitBytes) throw new HttpRefusal(413, "body-too-large");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/**
 * Returns the body as JSON of unknown shape, which the caller must validate. Refuses other content types (415),
 * bodies beyond `limitBytes` (413) and broken JSON (400).
 */
export async function readJson(req: IncomingMessage, limitBytes: number): Promise<unknown> {
  const type = req.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new HttpRefusal(415, "not-json");
  const body = await readBody(req, limitBytes);
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new HttpRefusal(400, "malformed-json");
  }
}
