/** Puts the front end for Microsoft Teams together. */
import type { Directory } from "../app/ports/directory.ts";
import type { Log } from "../app/ports/log.ts";
import { reportTrouble } from "../app/ports/report-trouble.ts";
import type { Sender } from "../app/ports/sender.ts";
import type { World } from "../app/ports/world.ts";
import type { App } from "../app/request.ts";
import type { Route } from "../http/routes.ts";
import { type BudgetParts, createCallBudget } from "../pace/call-budget.ts";
import type { Room } from "./receiving/handler-parts.ts";
import { createTeamsRoute } from "./receiving/receive.ts";
import { createConnector } from "./sending/connector.ts";
import { createConversations } from "./sending/conversations.ts";
import { createCardPictures, type DrawPng, drawForCard } from "./sending/teams-pictures.ts";
import { createTeamsSender } from "./sending/teams-sender.ts";
import { limitsOfTeams } from "./teams-call-limits.ts";
import { createTeamsDirectory } from "./teams-directory.ts";
import type { TeamsSettings } from "./teams-settings.ts";

/** What the Teams front end needs. */
export type TeamsParts = {
  readonly config: TeamsSettings;
  readonly app: App;
  readonly world: World;
  readonly log: Log;
  /** A picture as PNG, in the size of a card unless told otherwise. */
  readonly draw?: DrawPng;
  /** By what calls are counted, where it is not the process's own clock and Teams' own limits: for whoever moves the clock by hand. */
  readonly pace?: Partial<BudgetParts>;
};

/** The Teams front end. */
export type Teams = {
  readonly routes: readonly Route[];
  readonly sender: Sender;
  readonly directory: Directory;
  /** Resolves when what follows the last answers has ended. */
  readonly stop: () => Promise<void>;
  /** The same without stopping: for tests. */
  readonly settle: () => Promise<void>;
};

/** Creates the front end. It uses no network before the first activity arrives. */
export async function createTeams({ config, app, world, log, draw = drawForCard, pace }: TeamsParts): Promise<Teams> {
  const budget = createCallBudget({ steadyNow: () => performance.now(), limitsOf: limitsOfTeams, ...pace });
  const connector = createConnector(config, budget);
  const conversations = createConversations({ connector, storage: world.storage, clock: world.clock });
  const underWay = new Set<Promise<void>>();
  const later: Room["later"] = (task) => {
    const ended = task()
      .catch((cause: unknown) => void reportTrouble(log, cause, { event: "after-answer" }))
      .finally(() => underWay.delete(ended));
    underWay.add(ended);
  };
  const settle = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay);
  };
  const pictures = createCardPictures(draw);
  const room: Room = { app, world, connector, conversations, settings: config, pictures, log, later, presences: new Map() };
  return {
    routes: [createTeamsRoute(room)],
    sender: createTeamsSender({
      connector,
      conversations,
      pictures,
      storage: world.storage,
      voice: world.voice,
      log,
      files: world.exportFiles,
    }),
    directory: createTeamsDirectory({ storage: world.storage, connector }),
    settle,
    async stop() {
      budget.stop();
      await settle();
    },
  };
}
