/** Says that nobody knows whether a message arrived: to whoever asked for it, otherwise to the leads who can ask. */
import type { Person, Team } from "../../core/team.ts";
import { DAY_MS } from "../../core/time.ts";
import { markName } from "../../message/person-names.ts";
import { spellCommand } from "../../message/slash-command.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { localeOf, type Work, workspaceFor, listLeads } from "../call.ts";
import { buildNotice } from "../notices.ts";
import type { OutboxItem } from "../ports/outbox-store.ts";
import type { Post } from "../ports/post-store.ts";
import { queuePost } from "../posting.ts";
import { findWorkingTime } from "../schedule/own-times.ts";

/** A message of unknown outcome, and the team that it is about where there is one. */
export type UnclearMessage = { readonly item: OutboxItem; readonly post: Post; readonly team: Team | undefined };

const SUBJECT = "unclear:";

/**
 * Queues the notice about a message of unknown outcome. A person hears of such messages once a day at most, and never of a
 * notice like this one; the operator finds all of them with `npx speedboat outbox list`.
 */
export async function tellUnclear(work: Work, { item, post, team }: UnclearMessage): Promise<void> {
  if (post.subjectId.startsWith(SUBJECT)) return;
  const { target } = post;
  const reader = target.to === "person" ? await work.stores.people.find(target.personId) : undefined;
  const leads = team && item.urgency !== "waiting" ? await listLeads(work, team.id, reader ? [reader.id] : []) : [];
  if (team && leads.length > 0) {
    for (const lead of leads) {
      const notBefore = findWorkingTime(work, { team, person: lead });
      await tell(work, lead, { team, notBefore, word: (voice) => wordForLead(voice, team, reader) });
    }
    return;
  }
  const workspace = await work.stores.workspaces.find(post.workspaceId);
  if (!reader || !workspace) return;
  const command = spellCommand(workspace, "checkin");
  await tell(work, reader, { team, word: (voice) => voice.runs("rounds.unclear.own", { command }) });
}

type Telling = {
  readonly team: Team | undefined;
  readonly notBefore?: number | undefined;
  readonly word: (voice: Voice) => ReturnType<Voice["runs"]>;
};

async function tell(work: Work, person: Person, { team, notBefore, word }: Telling): Promise<void> {
  const subjectId = `${SUBJECT}${person.id}`;
  const [latest] = await work.stores.posts.listOfSubject("notice", subjectId);
  if (latest && work.now - latest.createdAt < DAY_MS) return;
  const workspace = await work.stores.workspaces.find(person.workspaceId);
  if (!workspace) return;
  const voice = work.world.voice(localeOf(person, team ?? workspace));
  await queuePost(work, {
    target: { to: "person", personId: person.id },
    workspaceId: team ? await workspaceFor(work, person, team) : person.workspaceId,
    purpose: "notice",
    subjectId,
    message: buildNotice(voice, word(voice)),
    ...(notBefore !== undefined && { notBefore }),
  });
}

function wordForLead(voice: Voice, team: Team, reader: Person | undefined): ReturnType<Voice["runs"]> {
  if (reader) return voice.runs("rounds.unclear.person", { person: markName(reader), team: team.name });
  return voice.runs("rounds.unclear.channel", { team: team.name });
}
