/** Stores what was published of a private team's questions, and which answers count no more. */
import type { Lapse } from "../../core/answer.ts";
import type { Contributions } from "../../core/publication/publication-rule.ts";
import type { Rating } from "../../core/rating.ts";
import type { Instant } from "../../core/time.ts";

/** A value of a question as it was published. One without ratings takes back the value before it. */
export type PublishedValue = {
  readonly questionId: string;
  readonly at: Instant;
  /** Ascending, without authors. */
  readonly ratings: readonly Rating[];
  /** Everybody knew who rated what, because the team was in open mode. */
  readonly known?: true;
};

/** Who rates a question now, and how. */
export type RatedBy = { readonly membershipId: string; readonly rating: Rating };

/**
 * A value with who stands in it: members by their membership, everybody else under a word that leads to nobody. `veiled` names
 * those whose rating cannot be read: they were forgotten, or left so long ago that their answers are gone.
 */
export type ValueWithPeople = PublishedValue & { readonly people: Contributions; readonly veiled: readonly string[] };

/**
 * Stores published values. Who stands in one is kept under words that a secret key of each membership makes; deleting the
 * person deletes the key, and then nobody can find out any more in which values they stand.
 */
export interface PublicationStore {
  /** The newest value of each question of the team. */
  listCurrent(teamId: string): Promise<readonly PublishedValue[]>;
  /** The same with the people in them. */
  listCurrentWithPeople(teamId: string): Promise<readonly ValueWithPeople[]>;
  /** All values of the team under any of these question ids, oldest first. */
  listOfQuestions(teamId: string, questionIds: readonly string[]): Promise<readonly ValueWithPeople[]>;
  /** Adds the newest value of its question, with the people in it. */
  add(teamId: string, value: PublishedValue, people: readonly RatedBy[]): Promise<void>;
  /**
   * Makes unreadable how this membership rated in the values of its team. That it stands in them can still be read, so that a
   * later value is compared with care.
   */
  veil(teamId: string, membershipId: string): Promise<void>;
  /** Deletes all values of the team. */
  removeOfTeam(teamId: string): Promise<void>;
  listLapses(teamId: string): Promise<readonly Lapse[]>;
  /** Takes the place of an earlier lapse of the same membership and question. */
  addLapse(teamId: string, lapse: Lapse): Promise<void>;
}
