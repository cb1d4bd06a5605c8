/** One-time codes: drawn, written so that they can be read aloud, and kept as a hash alone. */
import { createHash, randomInt } from "node:crypto";

/** Crockford's: no letter that reads like a digit. Ten of 32 letters: nobody guesses one in ten minutes. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 10;
const HALF = LENGTH / 2;
const CODE = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/** As it is shown: `7K3QD-XM2PA`. */
export function drawCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return `${letters.slice(0, HALF)}-${letters.slice(HALF)}`;
}

/** However it was typed: small letters, spaces, an O for a zero. Undefined when it cannot be a code. */
export function readCode(typed: string): string | undefined {
  const letters = typed.normalize("NFKC").toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return CODE.test(letters) ? `${letters.slice(0, HALF)}-${letters.slice(HALF)}` : undefined;
}

/** `code` as it is shown. */
export function hashCode(code: string): string {
  return createHash("sha256").update(code).digest("hex");
}
