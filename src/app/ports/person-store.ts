/** People, and the platform accounts that lead to them. */
import type { Account, Person } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";

/** Stores people and their platform accounts. An account belongs to one person at most. */
export interface PersonStore {
  find(id: string): Promise<Person | undefined>;
  findMany(ids: readonly string[]): Promise<readonly Person[]>;
  findByAccount(workspaceId: string, platformUserId: string): Promise<Person | undefined>;
  listOfWorkspace(workspaceId: string): Promise<readonly Person[]>;
  findAccount(workspaceId: string, platformUserId: string): Promise<Account | undefined>;
  accountsOf(personId: string): Promise<readonly Account[]>;
  save(person: Person): Promise<void>;
  /** Throws `lost-race` when the account belongs to somebody else. An account without a kind keeps the one that is stored. */
  saveAccount(account: Account): Promise<void>;
  /**
   * "forget me": the person, accounts, notes and evidence go; anonymous ratings of past rounds stay as counts in stored standings.
   * What takes away their messages is still sent. Their accounts are remembered as forgotten at that instant, by a keyed hash.
   */
  forget(personId: string, at: Instant): Promise<void>;
  /** When this account was forgotten; undefined where it never was, or is known again. */
  forgottenAt(workspaceId: string, platformUserId: string): Promise<Instant | undefined>;
  /** The person behind the account acts again: it may be stored again. */
  comeBack(workspaceId: string, platformUserId: string): Promise<void>;
  /**
   * Everything of `from` becomes `into`'s, and `from` is gone. Where both are in a team, the membership of `from` dissolves in
   * the other: answers, check-ins and turns move over, except a turn of a round in which `into` has one. Throws where both
   * have a check-in open there.
   */
  merge(people: { readonly from: string; readonly into: string }): Promise<void>;
}
