/** Sums up a workspace's teams piece by piece, so that the cost of one step does not grow with how many there are. */
import { type Page, pageOf } from "../../message/pages.ts";
import { type OverviewData, TEAMS_ON_PAGE, type WeakSection } from "../../message/screens/programme/overview-screen.ts";
import type { BriefStanding } from "../ports/team-standing-store.ts";
import type { Storage } from "../ports/world.ts";

/** So many teams are read in one unit of work. */
const TEAMS_A_PIECE = 100;

/** What all teams of a workspace come to, and which of them have a row. */
export type CollectedOverview = Pick<OverviewData, "count" | "ready" | "sections" | "nearest"> & {
  /** Their ids, by name. */
  readonly page: Page<string>;
};

/** Which teams get a row: a page from 1, and how many there are on a page. `only`: which teams count; without it all do. */
type Wanted = { readonly only?: ReadonlySet<string>; readonly number?: number; readonly size?: number };

/**
 * Reads the standings of the workspace's own teams and of those linked to it, as they were written last. The page beyond the last
 * is the last.
 */
export async function collectOverview(storage: Storage, workspaceId: string, wanted: Wanted = {}): Promise<CollectedOverview> {
  const { only } = wanted;
  const sum = createSum(wanted);
  for (const of of ["own", "linked"] as const) {
    let after = "";
    for (;;) {
      const query = { workspaceId, of, after, limit: TEAMS_A_PIECE };
      const piece = await storage.work(({ teamStandings }) => teamStandings.listBriefly(query));
      for (const brief of piece) if (!only || only.has(brief.teamId)) sum.add(brief);
      after = piece.at(-1)?.teamId ?? after;
      if (piece.length < TEAMS_A_PIECE) break;
    }
  }
  return sum.finish();
}

/** The first names of the teams that met the gate; the others are counted. */
const READY_NAMED = 20;

function createSum({ number = 1, size = TEAMS_ON_PAGE }: Wanted) {
  const { compare } = new Intl.Collator();
  const byName = (left: Named, right: Named) => compare(left.name, right.name) || compare(left.teamId, right.teamId);
  const rows = createFirst(byName, Math.max(1, number) * size);
  const ready = createFirst(byName, READY_NAMED);
  const sections = new Map<string, { share: number; coverage: number; teams: number }>();
  let nearest: BriefStanding | undefined;

  const isNearer = (brief: BriefStanding): boolean => {
    if (brief.gate.met === 0) return false;
    const by = nearest ? shareOf(brief) - shareOf(nearest) : 1;
    return by > 0 || (by === 0 && nearest !== undefined && byName(brief, nearest) < 0);
  };

  return {
    add(brief: BriefStanding): void {
      rows.add(brief);
      if (brief.gate.passed) ready.add(brief);
      if (isNearer(brief)) nearest = brief;
      for (const { sectionId, share, coverage } of brief.sections) {
        const known = sections.get(sectionId) ?? { share: 0, coverage: 0, teams: 0 };
        sections.set(sectionId, { share: known.share + share, coverage: known.coverage + coverage, teams: known.teams + 1 });
      }
    },
    finish(): CollectedOverview {
      const found = ready.list();
      return {
        count: rows.count(),
        page: pageOf(
          rows.list().map(({ teamId }) => teamId),
          { number, size, total: rows.count() },
        ),
        ready: { names: found.map(({ name }) => name), count: ready.count() },
        ...(nearest && { nearest: { name: nearest.name, gate: nearest.gate } }),
        sections: toMeans(sections),
      };
    },
  };
}

function shareOf({ gate }: BriefStanding): number {
  return gate.total === 0 ? 0 : gate.met / gate.total;
}

function toMeans(sums: ReadonlyMap<string, { readonly share: number; readonly coverage: number; readonly teams: number }>) {
  return [...sums]
    .map(([sectionId, { share, coverage, teams }]): WeakSection => ({
      ...{ sectionId, teams },
      share: share / teams,
      coverage: coverage / teams,
    }))
    .sort((left, right) => left.share - right.share || (left.sectionId < right.sectionId ? -1 : 1));
}

type Named = Pick<BriefStanding, "teamId" | "name">;

/** Keeps the first `most` of many by an order, without ever sorting all of them. */
function createFirst(order: (left: Named, right: Named) => number, most: number) {
  let kept: Named[] = [];
  let count = 0;
  const cut = (): void => {
    kept = kept.sort(order).slice(0, most);
  };
  return {
    add({ teamId, name }: Named): void {
      count += 1;
      kept.push({ teamId, name });
      if (kept.length >= most * 10) cut();
    },
    list(): readonly Named[] {
      cut();
      return kept;
    },
    count: () => count,
  };
}
