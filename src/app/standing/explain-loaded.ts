/** Explains a number of a loaded standing against the round before, for the eyes that ask. */
import { type Change, likeForLike } from "../../core/standing/change.ts";
import { explain } from "../../core/standing/explain.ts";
import type { Explanation } from "../../core/standing/explanation.ts";
import type { Subject } from "../../core/standing/masked-tree.ts";
import { maskStoredFor, type StandingWithPath, standingFor } from "./load-standing.ts";

/** Undefined when the team's edition has no such part. */
export function explainLoaded(
  loaded: StandingWithPath,
  { subject, lead }: { readonly subject: Subject; readonly lead: boolean },
): Explanation | undefined {
  const before = loaded.before && maskStoredFor(loaded, loaded.before, { lead });
  return explain({
    subject,
    now: standingFor(loaded, { lead }),
    ...(before && { before }),
    catalogue: loaded.catalogue,
  });
}

/** What moved the whole since the round before; undefined where that may not be told or there is nothing to compare with. */
export function changeOfWhole(loaded: StandingWithPath): Change | undefined {
  const change = explainLoaded(loaded, { subject: { of: "whole" }, lead: false })?.change;
  return change?.told ? likeForLike(change) : undefined;
}
