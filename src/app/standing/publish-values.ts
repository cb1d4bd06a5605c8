/** Publishes the values of a private team's questions, as far as the rule of publication allows it. */
import { findQuestion } from "../../core/catalogue/catalogue.ts";
import { currentId } from "../../core/check-in/own-record.ts";
import {
  type CountedRatings,
  type Counting,
  createCountingRule,
  listCountedRatings,
  listLapsing,
} from "../../core/publication/counting-answers.ts";
import {
  type Contributions,
  countDiffering,
  mayPublish,
  PUBLISHED_FROM_PEOPLE,
} from "../../core/publication/publication-rule.ts";
import type { PublishedRatings } from "../../core/publication/published-standing.ts";
import type { Rating } from "../../core/rating.ts";
import type { Membership, Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import { catalogueOf, type Work } from "../call.ts";
import type { PublishedValue, ValueWithPeople } from "../ports/publication-store.ts";

/**
 * Publishes each question of which the team's ratings differ enough from every value before, and lets answers lapse whose
 * authors are not expected to rate their questions any more. It does nothing for an open team.
 */
export async function publishValues(work: Work, team: Team): Promise<void> {
  if (team.privacy === "open") return;
  await letAnswersLapse(work, team);
  await publishValuesAt(work, team, work.now);
}

/** Publishes each question of a private team as it stood at `at`, which is not before anything that was published of it. */
export async function publishValuesAt(work: Work, team: Team, at: Instant): Promise<void> {
  const counting = await loadCounting(work, team, at);
  const latest = indexById(await work.stores.publications.listCurrentWithPeople(team.id), counting);
  for (const counted of listCountedRatings({ ...counting, answers: counting.answers.filter(counting.counts) })) {
    await publishQuestion(work, { team, at, counting, counted, last: latest.get(counted.question.id) });
  }
}

/** Lets answers lapse whose authors are not expected to rate their questions now. Call it after a change of roster or roles. */
export async function letAnswersLapse(work: Work, team: Team): Promise<void> {
  if (team.privacy === "private") await letLapse(work, team, await loadCounting(work, team, work.now));
}

/**
 * Keeps what everybody sees of an open team as published, because it becomes private: who rated what is known, so those
 * ratings protect nobody from now on.
 */
export async function keepOpenValues(work: Work, team: Team): Promise<void> {
  const counting = await loadCounting(work, team, work.now);
  for (const { question, raters } of listCountedRatings(counting)) {
    if (raters.length === 0) continue;
    const value = { questionId: question.id, at: work.now, ratings: sortRatings(raters), known: true } as const;
    await work.stores.publications.add(team.id, value, raters);
  }
}

/** Returns what others may see of each question of the team, by today's question ids. */
export async function loadPublished(
  { stores }: Work,
  teamId: string,
  catalogue: Counting["catalogue"],
): Promise<ReadonlyMap<string, PublishedRatings>> {
  return indexById(await stores.publications.listCurrent(teamId), { catalogue });
}

/** Loads the rule by which answers of this private team count. */
export async function loadCountingRule(
  { stores }: Work,
  { teamId, memberships, catalogue, at }: { readonly teamId: string } & Pick<Counting, "memberships" | "catalogue" | "at">,
): Promise<ReturnType<typeof createCountingRule>> {
  return createCountingRule({
    memberships,
    lapses: await stores.publications.listLapses(teamId),
    renamed: catalogue.renamed,
    at,
  });
}

type Loaded = Counting & { readonly counts: ReturnType<typeof createCountingRule> };

async function loadCounting(work: Work, team: Team, at: Instant): Promise<Loaded> {
  const catalogue = await catalogueOf(work, team.edition);
  const memberships: readonly Membership[] = await work.stores.memberships.listOfTeam(team.id);
  const counts = await loadCountingRule(work, { teamId: team.id, memberships, catalogue, at });
  const answers = await work.stores.answers.currentOfTeam(team.id, at);
  return { catalogue, memberships, answers, at, counts };
}

async function letLapse({ stores }: Work, team: Team, counting: Loaded): Promise<void> {
  for (const lapse of listLapsing(counting, counting.counts)) await stores.publications.addLapse(team.id, lapse);
}

type Publishing = {
  readonly team: Team;
  readonly at: Instant;
  readonly counting: Loaded;
  readonly counted: CountedRatings;
  readonly last: ValueWithPeople | undefined;
};

async function publishQuestion(work: Work, { team, at, counting, counted, last }: Publishing): Promise<void> {
  const { question, raters } = counted;
  const candidate: Contributions = raters.map(({ membershipId, rating }) => ({ person: membershipId, rating: String(rating) }));
  if (last ? countDiffering(last.people, candidate) < PUBLISHED_FROM_PEOPLE : candidate.length < PUBLISHED_FROM_PEOPLE) return;
  const value: PublishedValue = { questionId: question.id, at, ratings: sortRatings(raters) };
  if (candidate.length < PUBLISHED_FROM_PEOPLE) {
    // Three people and more are gone and too few are left: nothing stands any more, which tells nothing of those left.
    if (last && last.ratings.length > 0) await work.stores.publications.add(team.id, { ...value, ratings: [] }, []);
    return;
  }
  const ids = [
    question.id,
    ...Object.keys(counting.catalogue.renamed).filter((old) => counting.catalogue.renamed[old] === question.id),
  ];
  const history = await work.stores.publications.listOfQuestions(team.id, ids);
  if (!mayPublish(candidate, { published: history.map(({ people }) => people), known: listUnprotected(history, candidate) }))
    return;
  await work.stores.publications.add(team.id, value, raters);
}

/**
 * Ratings that protect nobody: those of the open mode, which everybody knows, and those of people whose rating cannot be read
 * any more. Whoever was forgotten may be among the newcomers, or stand in two values under different words, so that a
 * difference would seem to be about more people than it is.
 */
function listUnprotected(history: readonly ValueWithPeople[], candidate: Contributions): Contributions {
  const veiled = new Set(history.flatMap((each) => each.veiled));
  const ofVeiled = [...history.flatMap(({ people }) => people), ...candidate].filter(({ person }) => veiled.has(person));
  return [...history.filter((each) => each.known).flatMap(({ people }) => people), ...ofVeiled];
}

function sortRatings(raters: CountedRatings["raters"]): readonly Rating[] {
  return raters.map(({ rating }) => rating).sort((left, right) => left - right);
}

/** The newest of each question by today's ids. */
function indexById<T extends PublishedValue>(
  values: readonly T[],
  { catalogue }: Pick<Counting, "catalogue">,
): ReadonlyMap<string, T> {
  const newest = new Map<string, T>();
  for (const value of values) {
    const id = findQuestion(catalogue, value.questionId)?.id ?? currentId(catalogue, value.questionId);
    const known = newest.get(id);
    if (!known || known.at <= value.at) newest.set(id, value);
  }
  return newest;
}
