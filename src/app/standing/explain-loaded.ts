/** Explains a number of a loaded standing and how it changed since the previous round, as its reader may see it. */
import { type Change, likeForLike } from "../../core/standing/change.ts";
import { explain } from "../../core/standing/explain.ts";
import type { Explanation } from "../../core/standing/explanation.ts";
import type { Subject } from "../../core/standing/masked-tree.ts";
import { maskStoredFor, type StandingWithPath, standingFor } from "./load-standing.ts";

/** Explains how the number of a part of the model comes about. Returns undefined when the team's edition has no such part. */
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

/**
 * Returns what changed the overall number since the previous round; undefined when it may not be shown or there is
 * nothing to compare with.
 */
export function changeOfWhole(loaded: StandingWithPath): Change | undefined {
  const change = explainLoaded(loaded, { subject: { of: "whole" }, lead: false })?.change;
  return change?.told ? likeForLike(change) : undefined;
}
