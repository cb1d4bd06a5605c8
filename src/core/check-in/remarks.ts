/** Handles the note and the link beside a reply, apart from whatever else an item or an answer holds. */
import type { Remark } from "../answer.ts";

/** Returns only the note and the evidence link. An empty note is dropped, and `noteShared` is set only beside a note. */
export function remarkOf({ note, noteShared, evidence }: Remark): Remark {
  return {
    ...(note && { note, noteShared: noteShared === true }),
    ...(evidence && { evidence }),
  };
}

/** Tells whether both hold the same note, the same sharing and the same link. An empty note equals none. */
export function sameRemark(left: Remark, right: Remark): boolean {
  const [one, other] = [remarkOf(left), remarkOf(right)];
  return one.note === other.note && one.noteShared === other.noteShared && one.evidence === other.evidence;
}

/** Returns everything but the note, its sharing and the evidence link. */
export function dropRemark<T extends Remark>({
  note: _note,
  noteShared: _shared,
  evidence: _link,
  ...rest
}: T): Omit<T, keyof Remark> {
  return rest;
}
