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

/** Slack takes five answers at a URL; these are tried again within its half an hour by far. */
const WAITS_MS = [300, 1_000] as const;
const LONGEST_WAIT_MS = 5_000;

/** Posts the answer, again where Slack was in trouble. Throws `ResponseUrlError` when Slack refuses it, or goes on to fail. */
export async function answerAt(url: string, answer: UrlAnswer): Promise<void> {
  for (const ms of [...WAITS_MS, undefined]) {
    try {
      return await answerOnce(url, answer);
    } catch (cause) {
      const waitMs = cause instanceof ResponseUrlError ? cause.retryAfterMs(ms) : ms;
      if (ms === undefined || waitMs === undefined) throw cause;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

async function answerOnce(url: string, answer: UrlAnswer): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(toBody(answer)),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const said = await response.text();
  const refused = readRefusal(said);
  if (!response.ok || refused !== undefined)
    throw new ResponseUrlError(refused ?? `http-${response.status}`, response.headers.get("retry-after"));
}

/** The error that Slack refused an answer, with Slack's code or the HTTP status. */
export class ResponseUrlError extends Error {
  constructor(
    readonly code: string,
    private readonly retryAfter: string | null = null,
  ) {
    super(code);
    this.name = "ResponseUrlError";
  }

  /** How long to wait before another try, `ms` unless Slack says; undefined where another try is of no use. */
  retryAfterMs(ms: number | undefined): number | undefined {
    if (!/^http-(?:5..|429)$/.test(this.code) || ms === undefined) return undefined;
    const toldMs = this.retryAfter === null ? ms : Number(this.retryAfter) * 1_000;
    return toldMs <= LONGEST_WAIT_MS ? toldMs : undefined;
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
