/** Issues a one-time code and stores its hash. */
import { CODE_LIFE_MS, type LinkRequest } from "../../core/link.ts";
import type { Team } from "../../core/team.ts";
import { DAY_MS, MINUTE_MS } from "../../core/time.ts";
import { buildLinkCode } from "../../message/screens/team/link-screen.ts";
import type { Call } from "../call.ts";
import type { Outcome } from "../request.ts";
import { drawCode, hashCode } from "./code.ts";

/** Requests are of no use after that. */
const KEPT_MS = 7 * DAY_MS;
const MOST_REMOVED = 100;

/**
 * Issues a code for the team or, without one, for joining the author's own accounts. An earlier code that the author has
 * not used becomes void.
 */
export async function issueCode(call: Call, team?: Team): Promise<Outcome> {
  const { stores, world, now, person, workspace } = call;
  const kind: LinkRequest["kind"] = team ? "team" : "person";
  const code = drawCode();
  await stores.links.removeBefore(now - KEPT_MS, MOST_REMOVED);
  await stores.links.removeUnused(person.id, kind);
  await stores.links.save({
    id: world.ids.next(),
    kind,
    codeHash: hashCode(code),
    workspaceId: workspace.id,
    personId: person.id,
    ...(team && { teamId: team.id }),
    createdAt: now,
  });
  const { platform } = workspace;
  const minutes = CODE_LIFE_MS / MINUTE_MS;
  return { notice: buildLinkCode(call.voice, { code, minutes, platform, ...(team && { team }) }) };
}
