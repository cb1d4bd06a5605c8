/**
 * Encrypts stored secrets with AES-256-GCM, bound to the place they belong to, so that a row that was moved elsewhere
 * does not open.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts and decrypts texts for a place. */
export interface Seal {
  /** Encrypts with the current key, whose id stands before the text. */
  close(text: string, place: string): string;
  /** Throws when it was changed, sealed with another key or for another place. */
  open(sealed: string, place: string): string;
  /** Whether the text was sealed with the current key and says so. */
  isCurrent(sealed: string): boolean;
}

/**
 * Creates the encryption; keys are 32 bytes in base64. It encrypts with `key` alone and also opens what was sealed with one of the
 * `earlier` keys. Opening a text throws when it was changed, or sealed with another key or for another place.
 */
export function createSeal(key: string, earlier: readonly string[] = []): Seal {
  const [current, ...others] = [key, ...earlier].map(readKey);
  if (!current) throw new RangeError("a seal needs a key");
  const prefix = `${current.id}.`;
  return {
    close: (text, place) => `${prefix}${encrypt(current.secret, text, place)}`,
    open(sealed, place) {
      const [id, body] = splitSealed(sealed);
      const keys = [current, ...others].filter((each) => id === undefined || each.id === id);
      for (const { secret } of keys.slice(0, -1)) {
        try {
          return decrypt(secret, body, place);
        } catch {
          // A text of before keys had ids: another of them may open it.
        }
      }
      const last = keys.at(-1);
      if (!last) throw new Error("sealed with a key that is not known");
      return decrypt(last.secret, body, place);
    },
    isCurrent: (sealed) => sealed.startsWith(prefix),
  };
}

type Key = { readonly id: string; readonly secret: Buffer };

const ID_LENGTH = 8;

/** The id tells keys apart and says nothing of them. */
function readKey(key: string): Key {
  const secret = Buffer.from(key, "base64");
  return { secret, id: createHash("sha256").update("speedboat key id ").update(secret).digest("hex").slice(0, ID_LENGTH) };
}

/** Base64 has no dot; a text of before keys had ids has no id. */
function splitSealed(sealed: string): readonly [string | undefined, string] {
  const at = sealed.indexOf(".");
  return at < 0 ? [undefined, sealed] : [sealed.slice(0, at), sealed.slice(at + 1)];
}

function encrypt(secret: Buffer, text: string, place: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, secret, nonce).setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
}

function decrypt(secret: Buffer, sealed: string, place: string): string {
  const bytes = Buffer.from(sealed, "base64");
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, secret, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(place))
    .setAuthTag(tag);
  return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
}
