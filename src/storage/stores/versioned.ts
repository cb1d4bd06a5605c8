/** Saves rows that several people change: each save names the revision that it follows, and the second of two is refused. */
import { SpeedboatError } from "../../core/errors.ts";
import type { Prepared } from "../sqlite/unit-driver.ts";

/** A row that counts its changes; its first revision is 1. */
export type Versioned = { readonly id: string; readonly revision: number };
/** A changed row. `before` is the revision that the stored row must have for the change to be made. */
export type Following<R extends Versioned> = R & { readonly before: number };

type Statements<R extends Versioned> = {
  readonly update: Pick<Prepared<Following<R>, unknown>, "run">;
  /** Leaves alone what has the id already. */
  readonly insert: Pick<Prepared<R, unknown>, "run">;
};

/**
 * Updates the row with the previous revision, or adds it if there is none. Throws `lost-race` when the stored row has
 * moved on.
 */
export function saveVersioned<R extends Versioned>({ update, insert }: Statements<R>, row: R): void {
  if (update.run({ ...row, before: row.revision - 1 }) === 1 || insert.run(row) === 1) return;
  throw new SpeedboatError("lost-race", { id: row.id });
}
