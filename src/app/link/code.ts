/** One-time codes: how they are made, written so that they can be read aloud, and hashed. Only the hash is stored. */
import { createHash, randomInt } from "node:crypto";

/** Crockford's base 32, which has no letter that looks like a digit. Ten characters cannot be guessed in ten minutes. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 10;
const HALF = LENGTH / 2;
const CODE = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/** Makes a random one-time code in the form in which it is shown: `7K3QD-XM2PA`. */
export function drawCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return `${letters.slice(0, HALF)}-${letters.slice(HALF)}`;
}

/**
 * Returns the code that was typed in the form in which it is shown. Case, spaces, hyphens, and an O or I typed for a
 * digit do not matter. Returns undefined when the text cannot be a code.
 */
export function readCode(typed: string): string | undefined {
  const letters = typed.normalize("NFKC").toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return CODE.test(letters) ? `${letters.slice(0, HALF)}-${letters.slice(HALF)}` : undefined;
}

/** Returns the SHA-256 hash under which a code is stored. `code` has the form in which it is shown. */
export function hashCode(code: string): string {
  return createHash("sha256").update(code).digest("hex");
}
