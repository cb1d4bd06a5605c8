/** Rows that several people change: each save names the revision that it follows, and who comes second is told. */
import { SpeedboatError } from "../../core/errors.ts";
import type { Prepared } from "../sqlite/prepare.ts";

export type Versioned = { readonly id: string; readonly revision: number };
/** `before` is the revision that the row has to have for the change to be made. */
export type Following<R extends Versioned> = R & { readonly before: number };

type Statements<R extends Versioned> = {
  readonly update: Pick<Prepared<Following<R>, unknown>, "run">;
  /** Leaves alone what has the id already. */
  readonly insert: Pick<Prepared<R, unknown>, "run">;
};

/** Changes the row of the revision before, or adds it where there is none. Throws `lost-race` where it has moved on. */
export function saveVersioned<R extends Versioned>({ update, insert }: Statements<R>, row: R): void {
  if (update.run({ ...row, before: row.revision - 1 }) === 1 || insert.run(row) === 1) return;
  throw new SpeedboatError("lost-race", { id: row.id });
}
