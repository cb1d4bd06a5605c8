/** Stores published values. Who stands in one is kept as keyed hashes; without a member's key they lead to nobody. */

import { createHmac, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import type { PublicationStore, PublishedValue, RatedBy, ValueWithPeople } from "../../app/ports/publication-store.ts";
import { type Rating, RATINGS } from "../../core/rating.ts";
import type { PublishedValueRow } from "../rows/round-rows.ts";
import { parseJson, toFlag } from "../rows/row.ts";
import type { Db } from "../sqlite/unit-driver.ts";

const KEY_BYTES = 16;
/** Enough that two people of one question never get the same word. */
const WORD_LENGTH = 11;
const peopleSchema = z.array(z.tuple([z.string(), z.string()]));

/** Creates the store of published values over the database. */
export function createPublicationStore(db: Db): PublicationStore {
  const newest = sql<boolean>`number = (select max(number) from published_values as later
    where later.team_id = published_values.team_id and later.question_id = published_values.question_id)`;
  const ofTeam = (teamId: string) => db.selectFrom("published_values").where("team_id", "=", teamId);

  async function withPeople(teamId: string, rows: readonly PublishedValueRow[]): Promise<readonly ValueWithPeople[]> {
    const { rows: keys } = await sql<{ membership_id: string; key: string }>`
      select membership_id, key from publication_keys
      where membership_id in (select id from memberships where team_id = ${teamId})`.execute(db);
    return rows.map((row) => ({ ...parseValue(row), ...readPeople(row, keys) }));
  }

  async function keyOf(membershipId: string): Promise<string> {
    const known = await db
      .selectFrom("publication_keys")
      .select("key")
      .where("membership_id", "=", membershipId)
      .executeTakeFirst();
    if (known) return known.key;
    const key = randomBytes(KEY_BYTES).toString("base64url");
    await db.insertInto("publication_keys").values({ membership_id: membershipId, key }).execute();
    return key;
  }

  async function toPeople(questionId: string, people: readonly RatedBy[]): Promise<string> {
    const words: (readonly [string, string])[] = [];
    for (const { membershipId, rating } of people) {
      const own = wordsOf(await keyOf(membershipId), questionId);
      words.push([own.person, own.ratings[rating] ?? ""]);
    }
    // In the order of the words, which says nothing about who came first.
    return JSON.stringify(words.sort(([left], [right]) => (left < right ? -1 : 1)));
  }

  return {
    async listCurrent(teamId) {
      const rows = await ofTeam(teamId).select(["question_id", "at", "ratings", "known"]).where(newest).execute();
      return rows.map(parseValue);
    },
    async listCurrentWithPeople(teamId) {
      return withPeople(teamId, await ofTeam(teamId).selectAll().where(newest).execute());
    },
    async listOfQuestions(teamId, questionIds) {
      const found = ofTeam(teamId)
        .selectAll()
        .where("question_id", "in", [...questionIds]);
      return withPeople(teamId, await found.orderBy("at").orderBy("number").execute());
    },
    async add(teamId, { questionId, at, ratings, known }, people) {
      const last = await ofTeam(teamId)
        .select((row) => row.fn.max("number").as("number"))
        .where("question_id", "=", questionId)
        .executeTakeFirst();
      const row: PublishedValueRow = {
        team_id: teamId,
        question_id: questionId,
        number: (last?.number ?? 0) + 1,
        at,
        ratings: ratings.join(""),
        people: await toPeople(questionId, people),
        known: toFlag(known),
      };
      await db.insertInto("published_values").values(row).execute();
    },
    async veil(teamId, membershipId) {
      const { rows: keys } = await sql<{ key: string }>`
        select key from publication_keys where membership_id = ${membershipId}`.execute(db);
      if (keys.length === 0) return;
      for (const row of await ofTeam(teamId).select(["question_id", "number", "people"]).execute()) {
        const own = new Set(keys.map(({ key }) => wordsOf(key, row.question_id).person));
        const people = parseJson(peopleSchema, row.people);
        if (!people.some(([word]) => own.has(word))) continue;
        const veiled = people.map(([word, rating]) => [word, own.has(word) ? randomWord() : rating]);
        const ofRow = db
          .updateTable("published_values")
          .set({ people: JSON.stringify(veiled) })
          .where("team_id", "=", teamId);
        await ofRow.where("question_id", "=", row.question_id).where("number", "=", row.number).execute();
      }
      db.erasures += 1;
    },
    async removeOfTeam(teamId) {
      await db.deleteFrom("published_values").where("team_id", "=", teamId).execute();
    },
    async listLapses(teamId) {
      const rows = await db.selectFrom("lapsed_answers").selectAll().where("team_id", "=", teamId).execute();
      return rows.map(({ membership_id: membershipId, question_id: questionId, until }) => ({ membershipId, questionId, until }));
    },
    async addLapse(teamId, { membershipId, questionId, until }) {
      await db
        .insertInto("lapsed_answers")
        .values({ team_id: teamId, membership_id: membershipId, question_id: questionId, until })
        .onConflict((conflict) => conflict.columns(["team_id", "membership_id", "question_id"]).doUpdateSet({ until }))
        .execute();
    },
  };
}

/** A word that stands for no rating. */
function randomWord(): string {
  return randomBytes(KEY_BYTES).toString("base64url").slice(0, WORD_LENGTH);
}

type Words = { readonly person: string; readonly ratings: readonly string[] };

/** One hash for each person and question: its parts are the word of the person and one word for each rating. */
function wordsOf(key: string, questionId: string): Words {
  const hash = createHmac("sha512", key).update(questionId).digest("base64url");
  const part = (index: number) => hash.slice(index * WORD_LENGTH, (index + 1) * WORD_LENGTH);
  return { person: part(0), ratings: RATINGS.map((rating) => part(rating + 1)) };
}

type Keys = readonly { readonly membership_id: string; readonly key: string }[];

/** A merged person has several keys and is one person under all of them. */
function readPeople(
  { question_id: questionId, people }: PublishedValueRow,
  keys: Keys,
): Pick<ValueWithPeople, "people" | "veiled"> {
  const known = new Map(
    keys.map(({ membership_id: membershipId, key }) => {
      const { person, ratings } = wordsOf(key, questionId);
      return [person, { membershipId, ratings }] as const;
    }),
  );
  const read = parseJson(peopleSchema, people).map(([word, ratingWord]) => {
    const found = known.get(word);
    const rating = found ? found.ratings.indexOf(ratingWord) : -1;
    const person = found?.membershipId ?? `word ${word}`;
    return rating < 0 ? { person, rating: ratingWord, veiled: true } : { person, rating: String(rating), veiled: false };
  });
  return {
    people: read.map(({ person, rating }) => ({ person, rating })),
    veiled: read.filter(({ veiled }) => veiled).map(({ person }) => person),
  };
}

function parseValue(row: Pick<PublishedValueRow, "question_id" | "at" | "ratings" | "known">): PublishedValue {
  const ratings = [...row.ratings].flatMap((digit): readonly Rating[] => RATINGS.filter((rating) => String(rating) === digit));
  return { questionId: row.question_id, at: row.at, ratings, ...(row.known === 1 && { known: true }) };
}
