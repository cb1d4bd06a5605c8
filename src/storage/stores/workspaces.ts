/** Stores where the bot is installed, the editions that were used, single values of the installation, and the keys of platform events that were handled. */
import { createHash } from "node:crypto";
import type { CatalogueStore } from "../../app/ports/catalogue-store.ts";
import type { SettingStore, InboxStore } from "../../app/ports/setting-store.ts";
import type { WorkspaceStore } from "../../app/ports/workspace-store.ts";
import { type Catalogue, editionKey } from "../../core/catalogue/catalogue.ts";
import { parseCatalogue } from "../../core/catalogue/schema.ts";
import { SpeedboatError } from "../../core/errors.ts";
import type { Platform, Workspace } from "../../core/team.ts";
import type { WorkspaceRow } from "../rows/people-rows.ts";
import { parsePresent } from "../rows/row.ts";
import type { InboxRow } from "../rows/sending-rows.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";
import { eraseWorkspace } from "./erase-workspace.ts";

/** Creates the store of workspaces over the database. */
export function createWorkspaceStore(db: Db): WorkspaceStore {
  const all = db.selectFrom("workspaces").selectAll();
  const byId = prepare(db, ({ id }: { id: string }) => all.where("id", "=", id));
  const byPlatform = prepare(db, ({ platform, platformId }: { platform: Platform; platformId: string }) =>
    all.where("platform", "=", platform).where("platform_id", "=", platformId),
  );
  return {
    async find(id) {
      return parseWorkspace(byId.first({ id }));
    },
    async findByPlatform(platform, platformId) {
      return parseWorkspace(byPlatform.first({ platform, platformId }));
    },
    async list() {
      return (await all.orderBy("id").execute()).map(toWorkspace);
    },
    async save(workspace) {
      const row = toRow(workspace);
      await db
        .insertInto("workspaces")
        .values(row)
        .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
        .execute();
    },
    erase: (id) => eraseWorkspace(db, id),
  };
}

function parseWorkspace(row: WorkspaceRow | undefined): Workspace | undefined {
  return row && toWorkspace(row);
}

function toWorkspace(row: WorkspaceRow): Workspace {
  const { id, platform, name, locale } = row;
  return parsePresent({
    id,
    platform,
    platformId: row.platform_id,
    name,
    locale,
    installedAt: row.installed_at,
    uninstalledAt: row.uninstalled_at,
  });
}

function toRow(workspace: Workspace): WorkspaceRow {
  return {
    id: workspace.id,
    platform: workspace.platform,
    platform_id: workspace.platformId,
    name: workspace.name,
    locale: workspace.locale,
    installed_at: workspace.installedAt,
    uninstalled_at: workspace.uninstalledAt ?? null,
  };
}

/** Creates the store of settings over the database. */
export function createSettingStore(db: Db): SettingStore {
  const byKey = prepare(db, ({ key }: { key: string }) => db.selectFrom("settings").select("value").where("key", "=", key));
  return {
    async get(key) {
      return byKey.first({ key })?.value;
    },
    async set(key, value) {
      await db
        .insertInto("settings")
        .values({ key, value })
        .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
        .execute();
    },
  };
}

/**
 * Creates the store of handled events. Of several processes that claim a key, one alone gets it. Keys are stored as hashes:
 * a platform's event key may hold ids of people.
 */
export function createInboxStore(db: Db): InboxStore {
  const claim = prepare(db, (row: InboxRow) =>
    db
      .insertInto("inbox")
      .values(row)
      .onConflict((conflict) => conflict.column("key").doNothing()),
  );
  /** As an earlier version of the program stored it. */
  const plain = prepare(db, ({ key }: { key: string }) => db.selectFrom("inbox").select("at").where("key", "=", key));
  const isStoredPlain = (key: string): boolean => plain.first({ key }) !== undefined;
  return {
    async claim(key, at) {
      if (isStoredPlain(key)) return false;
      return claim.run({ key: hash(key), at }) === 1;
    },
    async release(key) {
      await db
        .deleteFrom("inbox")
        .where("key", "in", [hash(key), key])
        .execute();
    },
    async removeBefore(at, limit) {
      const old = db.selectFrom("inbox").select("key").where("at", "<", at).orderBy("at").limit(limit);
      const { numDeletedRows } = await db.deleteFrom("inbox").where("key", "in", old).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function hash(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}

/** Creates the store of catalogues. Each edition is parsed once for each process. */
export function createCatalogueStore(db: Db): CatalogueStore {
  /** By digest: what was parsed once is right for ever, whatever became of the unit of work. */
  const parsed = new Map<string, Catalogue>();

  async function read(row: { key: string; digest: string } | undefined): Promise<Catalogue | undefined> {
    if (!row) return undefined;
    const known = parsed.get(row.digest);
    if (known) return known;
    const stored = await db.selectFrom("catalogues").select("content").where("key", "=", row.key).executeTakeFirstOrThrow();
    const catalogue = parseCatalogue(JSON.parse(stored.content));
    parsed.set(row.digest, catalogue);
    return catalogue;
  }

  const heads = db.selectFrom("catalogues").select(["key", "digest"]);
  const byKey = prepare(db, ({ key }: { key: string }) => heads.where("key", "=", key));
  return {
    async find(key) {
      return read(byKey.first({ key }));
    },
    async newest(edition) {
      return read(await heads.where("edition", "=", edition).orderBy("version", "desc").executeTakeFirst());
    },
    async keep(catalogue) {
      const { edition, version } = catalogue;
      const key = editionKey(catalogue);
      const content = toCanonicalJson(catalogue);
      const digest = createHash("sha256").update(content).digest("hex");
      const kept = await heads.where("key", "=", key).executeTakeFirst();
      if (kept?.digest === digest) return;
      if (kept) throw new SpeedboatError("catalogue-changed", { edition, version });
      await db.insertInto("catalogues").values({ key, edition, version, digest, content }).execute();
    },
  };
}

/** The same text for the same content, whatever the order of its keys. */
function toCanonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  );
}
