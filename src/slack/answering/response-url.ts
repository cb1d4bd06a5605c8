/** Answers through the response URL that Slack hands out with a command or a press. */
import { z } from "zod";
import type { Rendered } from "../block-kit/block-kit.ts";

const TIMEOUT_MS = 5_000;
const refusalSchema = z.looseObject({ ok: z.literal(false), error: z.string() });

/** An answer to one person, or the removal of the pressed message. */
export type UrlAnswer =
  | ({ readonly how: "new" | "replace" } & Rendered)
  /** Takes the pressed message away. */
  | { readonly how: "delete" };

/** Posts the answer. Throws `ResponseUrlError` when Slack refuses it. */
export async function answerAt(url: string, answer: UrlAnswer): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(toBody(answer)),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const said = await response.text();
  const refused = readRefusal(said);
  if (!response.ok || refused !== undefined) throw new ResponseUrlError(refused ?? `http-${response.status}`);
}

/** The error that Slack refused an answer, with Slack's code or the HTTP status. */
export class ResponseUrlError extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = "ResponseUrlError";
  }
}

function toBody(answer: UrlAnswer): object {
  if (answer.how === "delete") return { delete_original: true };
  const { how, ...rendered } = answer;
  return { response_type: "ephemeral", replace_original: how === "replace", ...rendered };
}

function readRefusal(said: string): string | undefined {
  try {
    return refusalSchema.safeParse(JSON.parse(said)).data?.error;
  } catch {
    return undefined;
  }
}
