/** The whole bot for one Slack workspace and one Teams tenant whose platform ids are equal, so that only a link makes anything cross. */
import type { Sending } from "../../../src/app/ports/sender.ts";
import type { FormOutcome, Outcome, Place } from "../../../src/app/request.ts";
import { setNextRound } from "../../../src/app/rounds/open-round.ts";
import { runDueRounds } from "../../../src/app/rounds/run-due-rounds.ts";
import { buildHome } from "../../../src/app/standing/build-home.ts";
import { FEATURES } from "../../../src/bot/bot.ts";
import type { CheckIn } from "../../../src/core/check-in/check-in.ts";
import type { Rating } from "../../../src/core/rating.ts";
import type { Membership, Person, Platform, Team, Workspace } from "../../../src/core/team.ts";
import { HOUR_MS } from "../../../src/core/time.ts";
import type { Delivery } from "../../../src/delivery/delivery.ts";
import type { Action } from "../../../src/message/action.ts";
import { parseFilledForm } from "../../../src/message/filled-form.ts";
import type { FormContext } from "../../../src/message/form-context.ts";
import type { EnteredValues } from "../../../src/message/form-fields.ts";
import type { Button, Message } from "../../../src/message/message.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { aFakeSender, deliverTo, type FakeSender } from "../../helpers/fake-sender.ts";
import { aSchedule, aTeam } from "../../helpers/team.ts";
import { aWorld, buttonOf, MONDAY_MORNING, type TestWorld } from "../../helpers/world.ts";

type Side = "slack" | "teams" | "other-slack";
/** The same on both platforms. */
export const CHANNEL = "C1";
export const IN_CHANNEL: Place = { in: "channel", channelId: CHANNEL };

export type User = {
  says(line: string, place?: Place): Promise<Outcome>;
  presses(action: Action | Button): Promise<Outcome>;
  submits(context: FormContext, values: EnteredValues): Promise<FormOutcome>;
  opensHome(): Promise<Outcome>;
  person(): Promise<Person>;
  /** Ids of the teams that they are in now. */
  teams(): Promise<readonly string[]>;
};

export type LinkWorld = TestWorld & {
  user(side: Side, userId: string, name: string): User;
  /** A team put there as set-up would: the first is its lead, ids end in the user's. */
  teamOf(side: Side, id: string, users: readonly (readonly [userId: string, name: string])[]): Promise<Team>;
  /** One tick by the clock, and all that it queued is sent, at the platforms' pace: some seconds pass. */
  tick(): Promise<void>;
  /** What arrived in a workspace, for a channel or a platform user id, newest last. */
  arrived(side: Side, to: string): Promise<readonly Message[]>;
  memberships(teamId: string): Promise<readonly Membership[]>;
  /** Answers everything that is open, with this rating. */
  answersAll(user: User, teamId: string, rating?: Rating): Promise<void>;
  readonly sender: FakeSender;
};

/** As many messages as anybody gets at once, each a moment after the other. */
const PACED_TURNS = 4;
const PACE_MS = 5_000;

const SIDES: readonly { readonly id: Side; readonly platform: Platform; readonly name: string; readonly platformId: string }[] = [
  { id: "slack", platform: "slack", name: "Example Ltd", platformId: "T1" },
  { id: "teams", platform: "teams", name: "Example GmbH", platformId: "T1" },
  { id: "other-slack", platform: "slack", name: "Another Ltd", platformId: "T2" },
];

async function aLinkWorld(): Promise<LinkWorld> {
  const test = await aWorld({ features: FEATURES, home: buildHome, start: MONDAY_MORNING + HOUR_MS });
  const { app, world, clock, stores } = test;
  for (const { id, ...rest } of SIDES) {
    const workspace: Workspace = { ...rest, id, locale: "en", installedAt: clock.now() };
    await stores((all) => all.workspaces.save(workspace));
  }
  const sender = aFakeSender(clock);
  const delivery: Delivery = deliverTo(sender, world);

  function user(side: Side, userId: string, name: string): User {
    const from = (place: Place = { in: "direct" }) => ({ workspaceId: side, platformUserId: userId, place, name });
    const handle: User["presses"] = (pressed) =>
      app.handle({ kind: "press", from: from(), action: "act" in pressed ? pressed : pressed.action });
    const person = async (): Promise<Person> => {
      const found = await stores((all) => all.people.findByAccount(side, userId));
      if (!found) throw new Error(`${userId} is not known in ${side}`);
      return found;
    };
    return {
      says: (line, place) => app.handle({ kind: "command", from: from(place), line }),
      presses: handle,
      submits: (context, values) => app.handle({ kind: "submit", from: from(), ...parseFilledForm(context, values) }),
      opensHome: () => app.handle({ kind: "home", from: from() }),
      person,
      async teams() {
        const { id } = await person();
        const memberships = await stores((all) => all.memberships.listOfPerson(id));
        return memberships.filter(({ intervals }) => intervals.at(-1)?.until === undefined).map(({ teamId }) => teamId);
      },
    };
  }

  return {
    ...test,
    user,
    sender,
    async teamOf(side, id, users) {
      const channelId = CHANNEL;
      const team = aTeam({ id, name: `Team ${id}`, workspaceId: side, channelId, edition: world.edition, schedule: aSchedule() });
      await stores((all) => all.teams.save(team));
      for (const [index, [userId, name]] of users.entries()) {
        await user(side, userId, name).opensHome();
        const { id: personId } = await user(side, userId, name).person();
        const membership: Membership = {
          id: `${id}-${userId}`,
          teamId: id,
          personId,
          kind: "member",
          lead: index === 0,
          roles: [],
          intervals: [{ since: clock.now() }],
        };
        await stores((all) => all.memberships.save(membership));
      }
      await stores((all) => setNextRound({ stores: all, world, now: clock.now() }, team));
      return team;
    },
    async tick() {
      await runDueRounds(world);
      for (let turns = 0; turns < PACED_TURNS; turns += 1) {
        await delivery.drain();
        clock.set(clock.now() + PACE_MS);
      }
    },
    async arrived(side, to) {
      const accounts = await stores((all) => all.people.findByAccount(side, to));
      const isFor = ({ workspaceId, target }: Sending) =>
        workspaceId === side && (target.to === "channel" ? target.channelId === to : target.personId === accounts?.id);
      return sender.received
        .filter(({ operation }) => operation !== "remove")
        .filter(isFor)
        .map(({ message }) => message);
    },
    memberships: (teamId) => stores((all) => all.memberships.listOfTeam(teamId)),
    async answersAll(who, teamId, rating = 2) {
      const { id } = await who.person();
      for (let taps = 0; taps < 60; taps += 1) {
        const membership = await stores((all) => all.memberships.findOfPerson(teamId, id));
        const checkIn = membership && (await stores((all) => all.checkIns.findOpen(membership.id)));
        if (!checkIn) return;
        await who.presses({ act: "walk", checkInId: checkIn.id, revision: checkIn.revision, event: nextEvent(checkIn, rating) });
      }
      throw new Error("the walk did not end");
    },
  };
}

function nextEvent({ position }: CheckIn, rating: Rating): Extract<Action, { act: "walk" }>["event"] {
  if (position.on === "offer") return { do: "choose-baseline", choice: "spread" };
  if (position.on === "step") return { do: "step-report", stepId: position.stepId, report: "not-yet" };
  if (position.on === "summary") return { do: "finish" };
  return { do: "answer", questionId: position.questionId, reply: { kind: "rating", rating } };
}

/** What the author alone reads. */
export function read(outcome: Outcome): string {
  return outcome.notice ? toPlainText(outcome.notice) : "";
}

/** The code of a notice. */
export function codeIn(outcome: Outcome): string {
  const [code] = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(read(outcome)) ?? [];
  if (code === undefined) throw new Error(`no code in: ${read(outcome)}`);
  return code;
}

/** Ana leads `owner` in Slack with Ben and Cem; Dee leads `other` in Teams with Eli. Platform user ids are the same on both. */
export async function twoSides(): Promise<LinkWorld & Record<"ana" | "ben" | "cem" | "dee" | "eli", User>> {
  const world = await aLinkWorld();
  await world.teamOf("slack", "owner", [
    ["u1", "Ana Example"],
    ["u2", "Ben Example"],
    ["u3", "Cem Example"],
  ]);
  await world.teamOf("teams", "other", [
    ["u1", "Dee Example"],
    ["u2", "Eli Example"],
  ]);
  return {
    ...world,
    ana: world.user("slack", "u1", "Ana Example"),
    ben: world.user("slack", "u2", "Ben Example"),
    cem: world.user("slack", "u3", "Cem Example"),
    dee: world.user("teams", "u1", "Dee Example"),
    eli: world.user("teams", "u2", "Eli Example"),
  };
}

export type TwoSides = Awaited<ReturnType<typeof twoSides>>;

/** Dee uses Ana's code for her team, and Ana confirms. */
export async function link(world: TwoSides, place?: Place): Promise<Outcome> {
  await world.dee.says(`link ${codeIn(await world.ana.says("link"))}`, place);
  await world.tick();
  const question = (await world.arrived("slack", "u1")).at(-1);
  return world.ana.presses(buttonOf(question, "Make it one team"));
}
