/** A team whose rounds run by themselves: a clock to move, a fake front end that keeps what arrived, members who answer. */
import type { AppParts } from "../../../src/app/app.ts";
import type { Purpose } from "../../../src/app/ports/post-store.ts";
import { nextDueAt } from "../../../src/app/rounds/next-due.ts";
import { setNextRound } from "../../../src/app/rounds/open-round.ts";
import { type DueReport, runDueRounds } from "../../../src/app/rounds/run-due-rounds.ts";
import { FEATURES } from "../../../src/bot/bot.ts";
import type { CheckIn } from "../../../src/core/check-in/check-in.ts";
import type { Rating } from "../../../src/core/rating.ts";
import type { Round, Turn } from "../../../src/core/schedule/round.ts";
import type { Membership, Team } from "../../../src/core/team.ts";
import type { Instant } from "../../../src/core/time.ts";
import type { Delivery } from "../../../src/delivery/delivery.ts";
import { type ExampleMember, type ExampleTeam, putTeam } from "../../helpers/example-team.ts";
import { aFakeSender, deliverTo, type FakeSender } from "../../helpers/fake-sender.ts";
import { aWorld, type TestWorld, type TestWorldOptions } from "../../helpers/world.ts";

type Arrived = { readonly to: string; readonly purpose: Purpose; readonly at: Instant; readonly summary: string };

export type RoundWorld = TestWorld & {
  readonly sender: FakeSender;
  readonly delivery: Delivery;
  /** Puts a team there and plans its next round. */
  team(
    userIds: readonly string[],
    overrides?: Partial<Team> & { readonly membership?: Partial<Membership> },
  ): Promise<ExampleTeam>;
  /** One tick by the clock, and everything that it queued is sent. */
  tick(): Promise<DueReport>;
  /** Moves from one due thing to the next until `at`. */
  runUntil(at: Instant): Promise<void>;
  /** New posts in order of time; people by name, channels by id. */
  arrived(purpose?: Purpose): Promise<readonly Arrived[]>;
  rounds(teamId?: string): Promise<readonly Round[]>;
  turns(roundId: string): Promise<readonly Turn[]>;
  openOf(member: ExampleMember): Promise<CheckIn | undefined>;
  /** Answers everything that is open, with this rating. */
  answerAll(member: ExampleMember, rating?: Rating): Promise<void>;
};

const PARTS: Pick<AppParts, "features"> = { features: FEATURES };

export async function aRoundWorld(options: TestWorldOptions = {}): Promise<RoundWorld> {
  const test = await aWorld({ ...PARTS, ...options });
  const { world, clock, stores } = test;
  const sender = aFakeSender(clock);
  const delivery = deliverTo(sender, world);

  async function tick(): Promise<DueReport> {
    const report = await runDueRounds(world);
    await delivery.drain();
    return report;
  }
  const openOf: RoundWorld["openOf"] = ({ membership }) => stores((all) => all.checkIns.findOpen(membership.id));

  return {
    ...test,
    sender,
    delivery,
    tick,
    openOf,
    async team(userIds, overrides) {
      const example = await putTeam(test, userIds, overrides);
      await stores((all) => setNextRound({ stores: all, world, now: clock.now() }, example.team));
      return example;
    },
    async runUntil(end) {
      for (;;) {
        await tick();
        const next = await stores((all) => nextDueAt({ stores: all, world, now: clock.now() }));
        if (next === undefined || next > end) break;
        clock.set(Math.max(next, clock.now() + 1));
      }
      clock.set(Math.max(end, clock.now()));
      await tick();
    },
    async arrived(purpose) {
      const posts = sender.received.filter(({ operation }) => operation === "post");
      const described = await Promise.all(
        posts.map(async ({ postId, target, at, message }) => {
          const post = await stores((all) => all.posts.find(postId));
          const person = target.to === "person" ? await stores((all) => all.people.find(target.personId)) : undefined;
          const to = target.to === "person" ? (person?.name ?? "?") : target.channelId;
          return {
            to: to.replace(" Example", "").toLowerCase(),
            purpose: post?.purpose ?? "notice",
            at,
            summary: message.summary,
          };
        }),
      );
      return described.filter((entry) => purpose === undefined || entry.purpose === purpose);
    },
    rounds: (teamId = "team-1") => stores(async (all) => (await all.rounds.listOfTeam(teamId, 100)).toReversed()),
    turns: (roundId) => stores((all) => all.turns.listOfRound(roundId)),
    async answerAll(member, rating = 2) {
      for (let taps = 0; taps < 50; taps += 1) {
        const checkIn = await openOf(member);
        if (!checkIn) return;
        const { position, id: checkInId, revision } = checkIn;
        const press = (event: Parameters<typeof toAction>[0]["event"]) =>
          member.actor.presses(toAction({ checkInId, revision, event }));
        if (position.on === "offer") await press({ do: "choose-baseline", choice: "spread" });
        else if (position.on === "step") await press({ do: "step-report", stepId: position.stepId, report: "not-yet" });
        else if (position.on === "summary") await press({ do: "finish" });
        else await press({ do: "answer", questionId: position.questionId, reply: { kind: "rating", rating } });
      }
      throw new Error("the walk did not end");
    },
  };
}

type Walk = Extract<Parameters<ExampleMember["actor"]["presses"]>[0], { act: "walk" }>;

function toAction({ checkInId, revision, event }: Pick<Walk, "checkInId" | "revision" | "event">): Walk {
  return { act: "walk", checkInId, revision, event };
}
