/** What outlives the program: the fake platforms, the people with what they were told, the clock, the file. */
import { join } from "node:path";
import type { FakeSlack } from "../../fakes/slack/fake-slack.ts";
import type { FakeConnector } from "../../fakes/teams/fake-connector.ts";
import { createLedger, isTo, type Ledger } from "../../wire/ledger.ts";
import type { PersonPlan } from "../../wire/plan.ts";
import type { Crowds } from "../../wire/set-up.ts";
import { createSlackCrowd } from "../../wire/slack/people.ts";
import { startSlackServer } from "../../wire/slack/server.ts";
import { createTeamsCrowd } from "../../wire/teams/people.ts";
import { startTeamsServer } from "../../wire/teams/server.ts";
import { createSendCheck, type SendCheck } from "../check/sends.ts";
import type { LifeParts } from "../program/life-process.ts";
import { type Card, isWalkCard } from "./deeds.ts";
import { createModel, type Model } from "./model.ts";
import type { StoryPlan } from "./plan.ts";

/** The scene of one story. */
export type Stage = {
  readonly plan: StoryPlan;
  readonly people: readonly PersonPlan[];
  readonly root: string;
  readonly folder: string;
  readonly databasePath: string;
  readonly slack: FakeSlack;
  readonly teams: FakeConnector;
  readonly ledger: Ledger;
  readonly crowds: Crowds;
  readonly model: Model;
  readonly sends: SendCheck;
  /** The program's wall clock, in milliseconds. */
  readonly now: () => number;
  /** The next life's clock runs ahead by so much more. */
  readonly ahead: (ms: number) => void;
  /** Where people find the program of this life. */
  readonly setUrl: (url: string) => void;
  readonly lifeParts: () => LifeParts;
  /** Somebody's newest card with a walk on it, as it stands now. */
  readonly cardOf: (person: string) => Card | undefined;
  readonly close: () => Promise<void>;
};

/** Opens the scene: the fakes listen, nothing else has happened. */
export async function openStage(parts: {
  readonly plan: StoryPlan;
  readonly root: string;
  readonly folder: string;
}): Promise<Stage> {
  const { plan, root, folder } = parts;
  const databasePath = join(folder, "crash.db");
  let aheadMs = 0;
  let botUrl = "http://127.0.0.1:9";
  const now = () => Date.now() + aheadMs;
  const scene = { plan: plan.people, clock: { now, set() {} }, ledger: createLedger() };
  const slack = await startSlackServer(scene);
  const teams = await startTeamsServer(scene);
  const url = () => botUrl;
  const newest = new Map<string, { readonly place: string; readonly message: string }>();

  function takeShown(): void {
    for (const record of scene.ledger.takeShown()) {
      if (record.how !== "post" || !isWalkCard(record.actions) || !("person" in record.to)) continue;
      if (isTo(record, record.to.person)) newest.set(record.to.person, { place: record.place, message: record.message });
    }
  }

  const people = [...plan.people.people.values()];
  return {
    ...{ plan, people, root, folder, databasePath, slack, teams, ledger: scene.ledger, now },
    crowds: {
      slack: createSlackCrowd({ scene, server: slack, botUrl: url, now }),
      teams: createTeamsCrowd({ scene, connectorUrl: teams.url, botUrl: url }),
    },
    model: createModel(people.map(({ id }) => id)),
    sends: createSendCheck(slack, scene.ledger),
    ahead(ms) {
      aheadMs += ms;
    },
    setUrl(next) {
      botUrl = next;
    },
    lifeParts: () => ({ root, databasePath, slackApiUrl: slack.apiUrl, aheadMs }),
    cardOf(person) {
      takeShown();
      const key = newest.get(person);
      const shown = key && scene.ledger.messageOf(key);
      return key && shown ? { message: key.message, actions: shown.actions } : undefined;
    },
    async close() {
      await slack.close();
      await teams.close();
    },
  };
}
