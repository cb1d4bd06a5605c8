/** Characters that nobody sees: they come along with pasted text, or make a name that is nothing but empty. */

/** Marks of width zero and of direction. The joiner counts only where it joins no pictographs. */
const UNSEEN =
  /[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d/gu;
/** What a name may consist of without being seen; the last two are a blank of Braille and one of Hangul. */
const EMPTY = /^[\s\p{C}\p{Default_Ignorable_Code_Point}\u2800\u3164]*$/u;

/** Returns the text without characters of width zero. Composed emoji stay whole. */
export function dropUnseen(text: string): string {
  return text.replaceAll(UNSEEN, "");
}

/** Tells whether a name shows anything: "" and names of blanks and invisible characters do not. */
export function isSeen(name: string): boolean {
  return !EMPTY.test(name);
}
