/** Installations by OAuth: kept encrypted under the workspace's or the organisation's id. */
import type { Installation, InstallationQuery, InstallationStore } from "@slack/bolt";
import { z } from "zod";
import type { Storage } from "../app/ports.ts";
import type { Clock } from "../core/ports.ts";
import type { Seal } from "./seal.ts";

type InstallationKey = { readonly kind: "workspace" | "organisation"; readonly id: string };

/** What is needed later; the rest of Slack's answer is not kept. */
const keptSchema = z.object({
  team: z.object({ id: z.string(), name: z.string().optional() }).optional(),
  enterprise: z.object({ id: z.string(), name: z.string().optional() }).optional(),
  isEnterpriseInstall: z.boolean(),
  appId: z.string().optional(),
  installedBy: z.string(),
  bot: z.object({
    token: z.string(),
    refreshToken: z.string().optional(),
    expiresAt: z.number().optional(),
    scopes: z.array(z.string()),
    id: z.string(),
    userId: z.string(),
  }),
});
type Kept = z.infer<typeof keptSchema>;

export type Installations = InstallationStore;

export type InstallationParts = {
  readonly storage: Storage;
  readonly seal: Seal;
  readonly clock: Clock;
  /** The bot is there from now on, or again. */
  readonly onInstalled: (place: {
    readonly key: InstallationKey;
    readonly name: string;
    readonly enterpriseId: string | undefined;
  }) => Promise<void>;
};

export function createInstallations({ storage, seal, clock, onInstalled }: InstallationParts): Installations {
  return {
    async storeInstallation(installation) {
      const kept = parseInstallation(installation);
      const key = keyOfKept(kept);
      const sealed = seal.close(JSON.stringify(kept), key.id);
      await storage.work((stores) => stores.slackInstallations.save({ key: key.id, sealed, at: clock.now() }));
      const name = (key.kind === "organisation" ? kept.enterprise?.name : kept.team?.name) ?? key.id;
      await onInstalled({ key, name, enterpriseId: kept.enterprise?.id });
    },
    async fetchInstallation(query) {
      const { id } = keyOfQuery(query);
      const record = await storage.work((stores) => stores.slackInstallations.find(id));
      if (!record) throw new NotInstalledError();
      return toInstallation(keptSchema.parse(JSON.parse(seal.open(record.sealed, id))));
    },
    async deleteInstallation(query) {
      await storage.work((stores) => stores.slackInstallations.remove(keyOfQuery(query).id));
    },
  };
}

/** Nobody installed the bot there, or it was removed. */
export class NotInstalledError extends Error {
  constructor() {
    super("not installed");
    this.name = "NotInstalledError";
  }
}

function parseInstallation(installation: Installation): Kept {
  return keptSchema.parse({
    ...installation,
    isEnterpriseInstall: installation.isEnterpriseInstall === true,
    installedBy: installation.user.id,
  });
}

function keyOfKept({ isEnterpriseInstall, enterprise, team }: Kept): InstallationKey {
  const id = isEnterpriseInstall ? enterprise?.id : team?.id;
  if (id === undefined) throw new NotInstalledError();
  return { kind: isEnterpriseInstall ? "organisation" : "workspace", id };
}

function keyOfQuery({ isEnterpriseInstall, enterpriseId, teamId }: InstallationQuery<boolean>): InstallationKey {
  const id = isEnterpriseInstall ? enterpriseId : teamId;
  if (id === undefined) throw new NotInstalledError();
  return { kind: isEnterpriseInstall ? "organisation" : "workspace", id };
}

function toInstallation({ team, enterprise, bot, installedBy, ...kept }: Kept): Installation<"v2", boolean> {
  return {
    team: team && { id: team.id, ...(team.name && { name: team.name }) },
    enterprise: enterprise && { id: enterprise.id, ...(enterprise.name && { name: enterprise.name }) },
    user: { id: installedBy, token: undefined, scopes: undefined },
    bot: {
      token: bot.token,
      scopes: bot.scopes,
      id: bot.id,
      userId: bot.userId,
      ...(bot.refreshToken && { refreshToken: bot.refreshToken }),
      ...(bot.expiresAt && { expiresAt: bot.expiresAt }),
    },
    tokenType: "bot",
    isEnterpriseInstall: kept.isEnterpriseInstall,
    authVersion: "v2",
    ...(kept.appId && { appId: kept.appId }),
  };
}
