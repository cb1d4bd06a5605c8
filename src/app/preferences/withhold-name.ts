/** Removes a forgotten person's name from messages to others that have not been sent yet. */
import type { Message } from "../../message/message.ts";
import type { Work } from "../call.ts";

const WAITING = ["pending", "ambiguous"] as const;
const ALL = 1_000_000;
/** Where a message holds words; everything else in it is ids and kinds. */
const PROSE = /^(?:text|summary|label|title|value|\d+)$/;

/**
 * Replaces the name in every waiting message with "somebody" in the message's language. Only whole names are replaced; an
 * empty name changes nothing.
 */
export async function withholdName({ stores, world }: Work, name: string): Promise<void> {
  const written = JSON.stringify(name).slice(1, -1);
  const whole = wholeName(name);
  for (const status of WAITING) {
    for (const item of await stores.outbox.listByStatus(status, ALL)) {
      const encoded = JSON.stringify(item.message);
      if (name === "" || !encoded.includes(written)) continue;
      const somebody = world.voice(item.message.locale).say("privacy.forget.somebody");
      const message: Message = JSON.parse(encoded, (key, value) =>
        typeof value === "string" && PROSE.test(key) ? value.replaceAll(whole, () => somebody) : value,
      );
      await stores.outbox.rewrite(item.id, message);
    }
  }
}

/** Al is no part of Also; Chinese names stand between other characters without a space. */
function wholeName(name: string): RegExp {
  const literal = name.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  const before = /^[\p{Script=Latin}\p{N}]/u.test(name) ? String.raw`(?<![\p{Script=Latin}\p{N}])` : "";
  const after = /[\p{Script=Latin}\p{N}]$/u.test(name) ? String.raw`(?![\p{Script=Latin}\p{N}])` : "";
  return new RegExp(`${before}${literal}${after}`, "gu");
}
