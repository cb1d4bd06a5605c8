/** A team that has answered, put into the database, with the standing's commands at hand. */

import type { Work } from "../../../src/app/call.ts";
import type { Outcome } from "../../../src/app/request.ts";
import { buildHome } from "../../../src/app/standing/build-home.ts";
import { publishStanding } from "../../../src/app/standing/publish.ts";
import { standingFeature } from "../../../src/app/standing/standing-feature.ts";
import { listQuestions } from "../../../src/core/catalogue/catalogue.ts";
import type { CheckIn } from "../../../src/core/check-in/check-in.ts";
import { type Rating } from "../../../src/core/rating.ts";
import type { Reply } from "../../../src/core/reply.ts";
import type { Round } from "../../../src/core/schedule/round.ts";
import type { Team } from "../../../src/core/team.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { type ExampleTeam, putTeam } from "../../helpers/example-team.ts";
import { aRating } from "../../helpers/team.ts";
import { type Actor, aWorld, type TestWorld, type TestWorldOptions } from "../../helpers/world.ts";

export type StandingWorld = {
  readonly world: TestWorld;
  readonly example: ExampleTeam;
  readonly team: Team;
  /** The lead is the first. */
  readonly actors: readonly Actor[];
  /** Each reply is kept a minute after the one before. Without an open round they are followed by the team's publication. */
  answers(userId: string, replies: Readonly<Record<string, Rating | Reply>>, about?: About): Promise<void>;
  /** Everybody rates everything alike. */
  allRate(userIds: readonly string[], rating: Rating, about?: About): Promise<void>;
  work<T>(task: (work: Work) => Promise<T>): Promise<T>;
  /** A round with an open walk of each member; `close` stores its state as closed. */
  round(overrides?: Partial<Round>): Promise<Round>;
  closeRound(round: Round): Promise<Round>;
};

type About = {
  readonly note?: string;
  readonly noteShared?: boolean;
  readonly evidence?: string;
  readonly checkInId?: string;
};

export type StandingOptions = TestWorldOptions & {
  readonly people?: readonly string[];
  readonly locales?: readonly ("en" | "zh-CN")[];
  readonly team?: Partial<Team>;
};

export async function aStandingWorld(options: StandingOptions = {}): Promise<StandingWorld> {
  const { people = ["ana", "ben", "cem", "dee"], locales, team: overrides, ...worldOptions } = options;
  const world = await aWorld({ features: [standingFeature], home: buildHome, ...worldOptions });
  const example = await putTeam(world, people, { ...overrides, ...(locales && { locales }) });
  const { team } = example;
  const membershipOf = (userId: string) => `${team.id}-${userId}`;

  const answers: StandingWorld["answers"] = async (userId, replies, about = {}) => {
    const { checkInId = `check-in-${userId}`, ...remark } = about;
    for (const [questionId, given] of Object.entries(replies)) {
      world.clock.advance({ minutes: 1 });
      await world.stores(async (stores) => {
        await ensureCheckIn(stores, { checkInId, userId });
        await stores.answers.append({
          ...remark,
          id: world.world.ids.next(),
          teamId: team.id,
          membershipId: membershipOf(userId),
          questionId,
          edition: team.edition,
          checkInId,
          reply: typeof given === "number" ? aRating(given) : given,
          at: world.clock.now(),
        });
      });
    }
    await publishUnlessOpen();
  };

  async function publishUnlessOpen(): Promise<void> {
    const latest = await world.stores((stores) => stores.rounds.latest(team.id));
    if (latest?.status === "open") return;
    await world.stores((stores) => publishStanding({ stores, world: world.world, now: world.clock.now() }, team));
  }

  async function ensureCheckIn(
    stores: Parameters<Parameters<TestWorld["stores"]>[0]>[0],
    { checkInId, userId, roundId }: { checkInId: string; userId: string; roundId?: string },
  ): Promise<void> {
    if (await stores.checkIns.find(checkInId)) return;
    const member = example.members.find(({ actor }) => actor.userId === userId);
    const checkIn: CheckIn = {
      id: checkInId,
      teamId: team.id,
      membershipId: membershipOf(userId),
      personId: member?.person.id ?? "",
      ...(roundId !== undefined && { roundId }),
      kind: roundId === undefined ? "short" : "scheduled",
      edition: team.edition,
      status: "finished",
      items: [],
      position: { on: "summary" },
      revision: 1,
      openedAt: world.clock.now(),
    };
    await stores.checkIns.insert(checkIn);
  }

  return {
    world,
    example,
    team,
    actors: example.members.map(({ actor }) => actor),
    answers,
    async allRate(userIds, rating, about) {
      const replies = Object.fromEntries(listQuestions(world.catalogue).map(({ id }) => [id, rating]));
      for (const userId of userIds) await answers(userId, replies, about);
    },
    work: (task) => world.stores((stores) => task({ stores, world: world.world, now: world.clock.now() })),
    async round(overrides = {}) {
      const number = overrides.number ?? 1;
      const now = world.clock.now();
      const round: Round = {
        id: `round-${number}`,
        teamId: team.id,
        number,
        slot: new Date(now).toISOString().slice(0, 16),
        opensAt: now,
        closesAt: now + 172_800_000,
        status: "open",
        ...overrides,
      };
      await world.stores(async (stores) => {
        await stores.rounds.claim(round);
        for (const { actor, membership, person } of example.members) {
          const checkInId = `${round.id}-${actor.userId}`;
          await ensureCheckIn(stores, { checkInId, userId: actor.userId, roundId: round.id });
          await stores.turns.claim({
            id: `turn-${checkInId}`,
            roundId: round.id,
            teamId: team.id,
            membershipId: membership.id,
            personId: person.id,
            dueAt: now,
            windowEndsAt: round.closesAt,
            state: "asked",
            checkInId,
            askedAt: now,
            remindersSent: 0,
          });
        }
      });
      return round;
    },
    async closeRound(round) {
      const closed: Round = { ...round, status: "closed", closedAt: world.clock.now() };
      await world.stores((stores) => stores.rounds.update(closed));
      return closed;
    },
  };
}

/** What the author alone reads. */
export function readNotice(outcome: Outcome): string {
  return outcome.notice ? toPlainText(outcome.notice) : "";
}

export function readCard(outcome: Outcome): string {
  return outcome.card ? toPlainText(outcome.card) : "";
}
