/** Stores messages that were or will be shown somewhere. */
import { sql } from "kysely";
import type { Post, PostStore, Purpose, Target } from "../../app/ports/post-store.ts";
import { parsePresent } from "../rows/row.ts";
import type { PostRow } from "../rows/sending-rows.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";

/** Creates the store of posts over the database. */
export function createPostStore(db: Db): PostStore {
  const all = db.selectFrom("posts").selectAll();
  const byId = prepare(db, ({ id }: { id: string }) => all.where("id", "=", id));
  const ofSubject = prepare(db, ({ purpose, subjectId }: { purpose: Purpose; subjectId: string }) =>
    all.where("purpose", "=", purpose).where("subject_id", "=", subjectId).orderBy("created_at", "desc").orderBy("id", "desc"),
  );
  const save = prepare(db, (row: PostRow) =>
    db
      .insertInto("posts")
      .values(row)
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row)),
  );
  return {
    async find(id) {
      const row = byId.first({ id });
      return row && parsePost(row);
    },
    async listOfSubject(purpose, subjectId) {
      return ofSubject.all({ purpose, subjectId }).map(parsePost);
    },
    async listShownTo(personId) {
      const shown = all
        .where("target_person_id", "=", personId)
        .where("platform_ref", "is not", null)
        .where("removed_at", "is", null);
      return (await shown.orderBy("created_at", "desc").orderBy("id", "desc").execute()).map(parsePost);
    },
    async findByPlatformRef(workspaceId, platformRef) {
      const ofRef = all.where("workspace_id", "=", workspaceId).where("platform_ref", "=", platformRef);
      const row = await ofRef.executeTakeFirst();
      return row && parsePost(row);
    },
    async save(post) {
      save.run(toRow(post));
    },
    async removeBefore(at, limit) {
      const { numAffectedRows = 0n } = await sql`delete from posts where id in (
        select id from posts where created_at < ${at} and not exists (select 1 from outbox where post_id = posts.id)
        order by created_at, id limit ${limit})`.execute(db);
      return Number(numAffectedRows);
    },
  };
}

function parsePost(row: PostRow): Post {
  return parsePresent({
    id: row.id,
    target: parseTarget(row),
    workspaceId: row.workspace_id,
    purpose: row.purpose,
    subjectId: row.subject_id,
    createdAt: row.created_at,
    platformRef: row.platform_ref,
    removedAt: row.removed_at,
  });
}

/** The table's checks allow a person or a channel, never both or neither. */
function parseTarget(row: PostRow): Target {
  if (row.target_person_id !== null) return { to: "person", personId: row.target_person_id };
  return { to: "channel", workspaceId: row.target_workspace_id ?? "", channelId: row.target_channel_id ?? "" };
}

function toRow(post: Post): PostRow {
  const { target } = post;
  return {
    id: post.id,
    workspace_id: post.workspaceId,
    target_person_id: target.to === "person" ? target.personId : null,
    target_workspace_id: target.to === "channel" ? target.workspaceId : null,
    target_channel_id: target.to === "channel" ? target.channelId : null,
    purpose: post.purpose,
    subject_id: post.subjectId,
    created_at: post.createdAt,
    platform_ref: post.platformRef ?? null,
    removed_at: post.removedAt ?? null,
  };
}
