/** The note and the link beside a reply, apart from whatever else an item or an answer holds. */
import type { Remark } from "../answer.ts";

/** Only the remark; a note that is empty is none, and what is not there cannot be shared. */
export function remarkOf({ note, noteShared, evidence }: Remark): Remark {
  return {
    ...(note && { note, noteShared: noteShared === true }),
    ...(evidence && { evidence }),
  };
}

export function sameRemark(left: Remark, right: Remark): boolean {
  const [one, other] = [remarkOf(left), remarkOf(right)];
  return one.note === other.note && one.noteShared === other.noteShared && one.evidence === other.evidence;
}

export function dropRemark<T extends Remark>({
  note: _note,
  noteShared: _shared,
  evidence: _link,
  ...rest
}: T): Omit<T, keyof Remark> {
  return rest;
}
