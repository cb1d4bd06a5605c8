/** The whole bot with the features of this folder, and a team of four in three zones, set up through its own form. */

import { checkInFeature } from "../../../src/app/check-in/check-in-feature.ts";
import { createHelpFeature } from "../../../src/app/commands/show-help.ts";
import { preferencesFeature } from "../../../src/app/preferences/preferences-feature.ts";
import type { FormOutcome, Outcome } from "../../../src/app/request.ts";
import { scheduleFeature } from "../../../src/app/schedule/schedule-feature.ts";
import { teamFeature } from "../../../src/app/team/team-feature.ts";
import type { Remark } from "../../../src/core/answer.ts";
import type { AgendaItem } from "../../../src/core/check-in/check-in.ts";
import type { Membership, Team } from "../../../src/core/team.ts";
import type { FormValues } from "../../../src/message/form.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { type Actor, aWorld, type TestWorld, type TestWorldOptions } from "../../helpers/world.ts";

const features = [checkInFeature, teamFeature, scheduleFeature, preferencesFeature];

export type SettingsWorld = TestWorld & {
  readonly ana: Actor;
  readonly ben: Actor;
  readonly chen: Actor;
  readonly dora: Actor;
  /** Not in the team. */
  readonly eve: Actor;
  team(name?: string): Promise<Team>;
  membership(actor: Actor): Promise<Membership>;
  /** One finished check-in with one answer, as if given now. */
  answers(actor: Actor, remark: Remark): Promise<void>;
  /** Ana sets the team up: Ben and Chen answer, Dora observes. */
  setUp(values?: FormValues<"setup">): Promise<FormOutcome>;
};

/** Ana in Berlin, Ben in New York, Chen in Shanghai and in Chinese, Dora in UTC. */
export async function aSettingsWorld(options: TestWorldOptions = {}): Promise<SettingsWorld> {
  const world = await aWorld({ features: [...features, createHelpFeature(features)], ...options });
  const ana = world.actor("ana", { zone: "Europe/Berlin" });
  const ben = world.actor("ben", { zone: "America/New_York" });
  const chen = world.actor("chen", { name: "王示例", zone: "Asia/Shanghai", locale: "zh-CN" });
  const dora = world.actor("dora", { zone: "UTC" });
  const eve = world.actor("eve", { zone: "UTC" });
  async function team(name = "Speed"): Promise<Team> {
    const teams = await world.stores((stores) => stores.teams.listOfWorkspace(world.workspace.id));
    const found = teams.find((candidate) => candidate.name === name);
    if (!found) throw new Error(`no team ${name}`);
    return found;
  }
  async function membership(actor: Actor): Promise<Membership> {
    const [{ id }, person] = [await team(), await actor.person()];
    const found = await world.stores((stores) => stores.memberships.findOfPerson(id, person.id));
    if (!found) throw new Error(`${actor.userId} was never in the team`);
    return found;
  }
  return {
    ...world,
    ana,
    ben,
    chen,
    dora,
    eve,
    team,
    membership,
    async answers(actor, remark) {
      const { id: membershipId, teamId, personId } = await membership(actor);
      const at = world.clock.now();
      const checkInId = world.world.ids.next();
      const edition = "cnmm-3.0-level-2@1";
      const reply = { kind: "rating", rating: 1 } as const;
      const item: AgendaItem = {
        kind: "question",
        questionId: "logs",
        because: "unanswered",
        outcome: "answered",
        reply,
        ...remark,
      };
      await world.stores(async (stores) => {
        await stores.checkIns.insert({
          id: checkInId,
          teamId,
          membershipId,
          personId,
          kind: "short",
          edition,
          status: "finished",
          items: [item],
          position: { on: "summary" },
          revision: 1,
          openedAt: at,
          finishedAt: at,
        });
        const id = world.world.ids.next();
        await stores.answers.append({ id, teamId, membershipId, questionId: "logs", edition, checkInId, reply, at, ...remark });
      });
    },
    setUp: (values = {}) => ana.submits({ form: "setup" }, setupValues(values)),
  };
}

/** What Ana fills in. */
export function setupValues(overrides: FormValues<"setup"> = {}): FormValues<"setup"> {
  return {
    name: "Speed",
    channel: "c-home",
    members: ["ben", "chen"],
    leads: [],
    observers: ["dora"],
    cadence: "week",
    weekday: "1",
    time: "09:00",
    zone: "Europe/Berlin",
    zoneMode: "own",
    windowHours: "48",
    questions: "5",
    locale: "en",
    privacy: "private",
    ...overrides,
  };
}

/** Everything that is said to the author. */
export function told(outcome: Outcome): string {
  return outcome.notice ? toPlainText(outcome.notice) : "";
}
