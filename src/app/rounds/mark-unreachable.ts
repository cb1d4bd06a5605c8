/**
 * A member whom no message reaches, on neither side where the team is linked: kept with the person, the turn excused, and the
 * leads told once, with the mend.
 */
import type { Person, UnreachableReason } from "../../core/team.ts";
import { buildUnreachableNotice } from "../../message/screens/team/unreachable-screen.ts";
import { localeOf, type Work } from "../call.ts";
import { workspaceFor } from "../link/homes.ts";
import type { Post } from "../ports/post-store.ts";
import { queuePost } from "../posting.ts";
import { excuseTurn } from "./excuse-turn.ts";
import { listLeads, listTeamsOf } from "./list-leads.ts";
import { mayDisturb } from "./message-limit.ts";
import { postElsewhere } from "./post-elsewhere.ts";

/** A person whom a post could not reach, and why. */
export type Unreached = { readonly personId: string; readonly post: Post; readonly reason: UnreachableReason };

/**
 * Marks the person as unreachable, excuses the turn of a check-in that did not arrive, and tells the leads the first
 * time. If the post can go to another account of the person, it goes there and nothing else changes.
 */
export async function markUnreachable(work: Work, { personId, post, reason }: Unreached): Promise<void> {
  const person = await work.stores.people.find(personId);
  if (!person || (await postElsewhere(work, post))) return;
  if (post.purpose === "check-in") await excuseTurn(work, post.subjectId, "unreachable");
  if (person.unreachable === reason) return;
  await work.stores.people.save({ ...person, unreachable: reason });
  if (person.unreachable === undefined) await tellLeads(work, person, reason);
}

/** Clears the mark of being unreachable, because a message arrived. */
export async function clearUnreachable({ stores }: Work, personId: string): Promise<void> {
  const person = await stores.people.find(personId);
  if (person?.unreachable === undefined) return;
  const { unreachable: _, ...reachable } = person;
  await stores.people.save(reachable);
}

async function tellLeads(work: Work, person: Person, reason: UnreachableReason): Promise<void> {
  const told = new Set<string>();
  for (const team of await listTeamsOf(work, person.id)) {
    for (const lead of await listLeads(work, team.id, [person.id, ...told])) {
      told.add(lead.id);
      // Who heard enough this week sees it in `status`.
      if (!(await mayDisturb(work, lead.id))) continue;
      const voice = work.world.voice(localeOf(lead, team));
      await queuePost(work, {
        target: { to: "person", personId: lead.id },
        workspaceId: await workspaceFor(work, lead, team),
        purpose: "notice",
        subjectId: person.id,
        message: buildUnreachableNotice(voice, { person, team, reason }),
        unsolicited: true,
      });
    }
  }
}
