/**
 * Encrypts stored secrets with AES-256-GCM, bound to the place they belong to, so that a row that was moved elsewhere
 * does not open.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts and decrypts texts for a place. */
export interface Seal {
  close(text: string, place: string): string;
  /** Throws when it was changed, sealed with another key or for another place. */
  open(sealed: string, place: string): string;
}

/**
 * Creates the encryption; `key` is 32 bytes in base64. Opening a text throws when it was changed, or sealed with another
 * key or for another place.
 */
export function createSeal(key: string): Seal {
  const secret = Buffer.from(key, "base64");
  return {
    close(text, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, secret, nonce).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed, "base64");
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv(ALGORITHM, secret, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(place))
        .setAuthTag(tag);
      return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
    },
  };
}
