/** What people were told is kept, and what may be kept beside it: the model that a database is compared with after each death. */
import type { Found, StoredAnswer } from "../check/database.ts";

/** What a deed does to what is kept; none of these for a deed that changes nothing that the model knows. */
export type Effect = {
  /** Check-in, question and reply, as in `StoredAnswer`. */
  readonly answer?: string;
  /** The walk moved on from this revision of the check-in. */
  readonly moved?: { readonly checkIn: string; readonly from: number };
  readonly reminders?: string;
  readonly team?: string;
  readonly forgets?: boolean;
};

/** How the database differs from what was acknowledged. */
type Difference = {
  readonly lost: number;
  readonly doubled: number;
  /** Unacknowledged deeds that were kept all the same, as they may be. */
  readonly keptUnasked: number;
  readonly violations: readonly string[];
};

type Person = { answers: string[]; reminders: string; forgotten: boolean; underWay: Effect | undefined };

/** What each person was told. */
export interface Model {
  /** The person asks; until `acknowledge` it may be kept or not. One at a time for each person. */
  begin(person: string, effect: Effect): void;
  acknowledge(person: string): void;
  /** True while a deed of theirs has no known outcome: they wait for the next look. */
  isUnsure(person: string): boolean;
  hasForgotten(person: string): boolean;
  /** The newest revision of a check-in that is known; undefined where its answers cannot be changed any more. */
  revisionOf(checkIn: string): number | undefined;
  /** Takes a revision that a card showed. */
  learn(checkIn: string, revision: number): void;
  /** Takes how far each walk is, and which are closed, from a program that has just done what was due. */
  refresh(checkIns: Found["checkIns"]): void;
  hasTeam(name: string): boolean;
  /** Compares, and believes the database about the deeds of unknown outcome. */
  compare(found: Found): Difference;
  /** What everybody was told so far, by person. */
  listTold(): ReadonlyMap<string, readonly string[]>;
  readonly acknowledged: number;
}

/** Creates the model of people who have done nothing yet. */
export function createModel(people: readonly string[]): Model {
  const states = new Map<string, Person>(
    people.map((id) => [id, { answers: [], reminders: "light", forgotten: false, underWay: undefined }]),
  );
  const revisions = new Map<string, number>();
  const closed = new Set<string>();
  const teams = new Set<string>();
  let acknowledged = 0;

  function stateOf(person: string): Person {
    const state = states.get(person);
    if (!state) throw new RangeError(`nobody is called ${person}`);
    return state;
  }

  function apply(state: Person, { answer, moved, reminders, team, forgets }: Effect): void {
    if (answer !== undefined) state.answers.push(answer);
    if (reminders !== undefined) state.reminders = reminders;
    if (team !== undefined) teams.add(team);
    if (moved) revisions.set(moved.checkIn, moved.from + 1);
    if (forgets) Object.assign(state, { answers: [], forgotten: true });
  }

  function refresh(checkIns: Found["checkIns"]): void {
    for (const { id, revision, isOpen } of checkIns.values()) {
      revisions.set(id, revision);
      if (isOpen === 0) closed.add(id);
    }
  }

  function comparePerson(id: string, state: Person, found: Found, stored: readonly StoredAnswer[]): Difference {
    const { underWay, reminders, forgotten } = state;
    const keys = stored.map(({ key }) => key);
    const told = [...state.answers];
    state.underWay = undefined;
    if (forgotten) return judge(id, { told: [], keys, may: undefined });
    const wasForgotten = underWay?.forgets === true && keys.length === 0 && !found.reminders.has(id);
    if (wasForgotten) {
      apply(state, { forgets: true });
      return { lost: 0, doubled: 0, keptUnasked: 1, violations: [] };
    }
    const result = judge(id, { told, keys, may: underWay?.answer });
    if (result.keptUnasked > 0 && underWay) apply(state, underWay);
    const level = found.reminders.get(id) ?? "light";
    const isLegal = level === reminders || level === underWay?.reminders;
    state.reminders = level;
    const wrongLevel = isLegal ? [] : [`R21: ${id} has reminders "${level}", told was "${reminders}"`];
    return { ...result, violations: [...result.violations, ...wrongLevel, ...findOld(id, stored)] };
  }

  return {
    begin(person, effect) {
      stateOf(person).underWay = effect;
    },
    acknowledge(person) {
      const state = stateOf(person);
      const { underWay } = state;
      if (!underWay) return;
      apply(state, underWay);
      state.underWay = undefined;
      if (underWay.answer !== undefined) acknowledged += 1;
    },
    isUnsure: (person) => stateOf(person).underWay !== undefined,
    hasForgotten: (person) => stateOf(person).forgotten,
    revisionOf: (checkIn) => (closed.has(checkIn) ? undefined : revisions.get(checkIn)),
    learn: (checkIn, revision) => void revisions.set(checkIn, Math.max(revision, revisions.get(checkIn) ?? 0)),
    refresh,
    hasTeam: (name) => teams.has(name),
    compare(found) {
      const answersOf = (id: string) => found.answers.filter(({ user }) => user === id);
      const wanted = [...states.values()].flatMap(({ underWay }) => underWay?.team ?? []);
      const parts = [...states].map(([id, state]) => comparePerson(id, state, found, answersOf(id)));
      refresh(found.checkIns);
      const absent = [...teams]
        .filter((name) => !found.teams.includes(name))
        .map((name) => `R21: ${name} was set up, and is gone`);
      const twice = found.teams
        .filter((name, at) => found.teams.indexOf(name) !== at)
        .map((name) => `R21: ${name} is there twice`);
      for (const name of wanted) if (found.teams.includes(name)) teams.add(name);
      const bare = [...found.checkIns.values()]
        .filter(({ cards }) => cards === 0)
        .map(({ id }) => `R13: check-in ${id} was committed without its card`);
      const ownerless = found.ownerless > 0 ? [`R21: ${found.ownerless} answers belong to nobody`] : [];
      const damage = found.damage.map((line) => `R21: the database is damaged: ${line}`);
      const sum = (of: "lost" | "doubled" | "keptUnasked") => parts.reduce((total, part) => total + part[of], 0);
      return {
        lost: sum("lost"),
        doubled: sum("doubled"),
        keptUnasked: sum("keptUnasked"),
        violations: [...damage, ...parts.flatMap(({ violations }) => violations), ...absent, ...twice, ...bare, ...ownerless],
      };
    },
    listTold: () => new Map([...states].map(([id, { answers }]) => [id, [...answers]])),
    get acknowledged() {
      return acknowledged;
    },
  };
}

type Judged = { readonly told: readonly string[]; readonly keys: readonly string[]; readonly may: string | undefined };

/** Legal is what was told in its order, and at most the one deed under way after it. */
function judge(id: string, { told, keys, may }: Judged): Difference {
  const isPrefix = told.every((key, at) => keys[at] === key);
  const more = keys.slice(told.length);
  if (isPrefix && more.length === 0) return { lost: 0, doubled: 0, keptUnasked: 0, violations: [] };
  if (isPrefix && more.length === 1 && more[0] === may) return { lost: 0, doubled: 0, keptUnasked: 1, violations: [] };
  const lost = countMissing(told, keys);
  const doubled = countMissing(keys, may === undefined ? told : [...told, may]);
  const tail = (list: readonly string[]) => list.slice(-3).join(" | ");
  const words = `R9: ${id} was told of ${told.length} answers (… ${tail(told)}), kept are ${keys.length} (… ${tail(keys)})`;
  return { lost, doubled, keptUnasked: 0, violations: [words] };
}

/** How many of the first list have no counterpart in the second. */
function countMissing(these: readonly string[], those: readonly string[]): number {
  const left = [...those];
  return these.filter((key) => {
    const at = left.indexOf(key);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  }).length;
}

/** The answer that counts is the one that came last: the greater instant, then the greater id. */
function findOld(id: string, stored: readonly StoredAnswer[]): readonly string[] {
  const bad = stored.filter(({ key, at, id: answerId }, index) => {
    const question = key.split(" ")[1];
    const before = stored.slice(0, index).findLast((other) => other.key.split(" ")[1] === question);
    return before !== undefined && (before.at > at || (before.at === at && before.id > answerId));
  });
  return bad.map(({ key }) => `R9: of ${id} an older answer counts instead of ${key}`);
}
