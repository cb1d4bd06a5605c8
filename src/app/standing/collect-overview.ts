/** Sums up a workspace's teams piece by piece, so that the cost of one step does not grow with how many there are. */
import { MAX_OVERVIEW_ROWS, type OverviewData, type WeakSection } from "../../message/screens/programme/overview-screen.ts";
import type { BriefStanding } from "../ports/team-standing-store.ts";
import type { Storage } from "../ports/world.ts";

/** So many teams are read in one unit of work. */
const TEAMS_A_PIECE = 100;

/** What all teams of a workspace come to, and which of them have a row. */
export type CollectedOverview = Pick<OverviewData, "count" | "ready" | "sections" | "nearest"> & {
  /** By name, at most as many as there are rows. */
  readonly teamIds: readonly string[];
};

/** Which teams count; without it all do. */
type Wanted = { readonly only?: ReadonlySet<string> };

/** Reads the standings of the workspace's own teams and of those linked to it, as they were written last. */
export async function collectOverview(storage: Storage, workspaceId: string, { only }: Wanted = {}): Promise<CollectedOverview> {
  const sum = createSum();
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

function createSum() {
  const { compare } = new Intl.Collator();
  const byName = (left: Named, right: Named) => compare(left.name, right.name) || compare(left.teamId, right.teamId);
  const rows = createFirst(byName);
  const ready = createFirst(byName);
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
        teamIds: rows.list().map(({ teamId }) => teamId),
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

/** Keeps the first of many by an order, without ever sorting all of them. */
function createFirst(order: (left: Named, right: Named) => number) {
  let kept: Named[] = [];
  let count = 0;
  const cut = (): void => {
    kept = kept.sort(order).slice(0, MAX_OVERVIEW_ROWS);
  };
  return {
    add({ teamId, name }: Named): void {
      count += 1;
      kept.push({ teamId, name });
      if (kept.length >= MAX_OVERVIEW_ROWS * 10) cut();
    },
    list(): readonly Named[] {
      cut();
      return kept;
    },
    count: () => count,
  };
}
