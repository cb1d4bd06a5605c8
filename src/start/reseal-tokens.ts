/** Seals the stored tokens of Slack with a new key. */
import type { Storage } from "../app/ports/world.ts";
import { createSeal } from "../slack/installing/encryption.ts";

/** The error that no given key opens what is stored for this workspace or organisation. */
export class UnreadableTokenError extends Error {
  constructor(
    /** Slack's id of the workspace or organisation. */
    readonly id: string,
    options: ErrorOptions,
  ) {
    super(`no key opens the token of ${id}`, options);
    this.name = "UnreadableTokenError";
  }
}

/**
 * Seals every installation with the key, all or none, and returns how many were sealed and how many there are. `before` is the
 * key that was changed. Throws an `UnreadableTokenError` where neither opens one.
 */
export async function resealTokens(
  storage: Storage,
  { key, before }: { readonly key: string; readonly before: string | undefined },
): Promise<{ readonly sealed: number; readonly count: number }> {
  const seal = createSeal(key, before === undefined ? [] : [before]);
  return storage.work(async ({ slackInstallations }) => {
    const stored = await slackInstallations.list();
    const old = stored.filter(({ sealed }) => !seal.isCurrent(sealed));
    for (const record of old) {
      const text = openOrThrow(() => seal.open(record.sealed, record.key), record.key);
      await slackInstallations.save({ ...record, sealed: seal.close(text, record.key) });
    }
    return { sealed: old.length, count: stored.length };
  });
}

function openOrThrow(open: () => string, id: string): string {
  try {
    return open();
  } catch (cause) {
    throw new UnreadableTokenError(id, { cause });
  }
}
