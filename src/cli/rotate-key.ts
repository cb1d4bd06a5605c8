/** `rotate-key`: seals the stored tokens of Slack with the new key, so that the one before is not needed any more. */
import { parseKeys } from "../config.ts";
import { resealTokens, UnreadableTokenError } from "../start/reseal-tokens.ts";
import { openStorage } from "../storage/open-storage.ts";
import { CommandRefusal } from "./command-refusal.ts";
import type { CliCall, ExitCode } from "./command.ts";
import { requireDatabase } from "./database.ts";

/**
 * Seals every stored installation with `ENCRYPTION_KEY`, all or none, and says how many. A second run changes nothing. Refuses
 * where the key is missing, and where neither it nor `ENCRYPTION_KEY_BEFORE` opens what is stored.
 */
export async function rotateKey({ terminal, voice }: CliCall): Promise<ExitCode> {
  const { encryptionKey: key, encryptionKeyBefore: before } = parseKeys(terminal.env);
  if (key === undefined) throw new CommandRefusal((say) => say.say("cli.refused.no-key", { variable: "ENCRYPTION_KEY" }));
  const { url } = await requireDatabase(terminal);
  const storage = await openStorage({ url });
  try {
    const counts = await resealTokens(storage, { key, before });
    await terminal.out(`${voice.say("cli.rotate-key.done", counts)}\n`);
    return 0;
  } catch (cause) {
    if (!(cause instanceof UnreadableTokenError)) throw cause;
    const values = { key: cause.id, current: "ENCRYPTION_KEY", before: "ENCRYPTION_KEY_BEFORE" };
    throw new CommandRefusal((say) => say.say("cli.refused.wrong-key", values));
  } finally {
    await storage.close();
  }
}
