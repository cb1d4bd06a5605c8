/** Stores installations by OAuth, encrypted, under Slack's id of the workspace or of the organisation. */
import type { Installation, InstallationStore } from "@slack/bolt";
import { z } from "zod";
import type { Clock } from "../../app/ports/clock.ts";
import type { InstallationRecord } from "../../app/ports/installation-store.ts";
import type { Storage, Stores } from "../../app/ports/world.ts";
import type { Seal } from "./encryption.ts";

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
    /** In seconds, as Slack counts. */
    expiresAt: z.number().optional(),
    scopes: z.array(z.string()),
    id: z.string(),
    userId: z.string(),
  }),
});
/** The part of an installation that is stored. `expiresAt` is in seconds since 1970 UTC. */
export type KeptInstallation = z.infer<typeof keptSchema>;

/** What storing installations needs. */
export type InstallationParts = {
  readonly storage: Storage;
  readonly seal: Seal;
  readonly clock: Clock;
  /** Ids of workspaces and organisations that may install the bot anew; `*` is every one. */
  readonly allowed: readonly string[];
  /** The bot is there from now on, or again: what else changes in the same unit of work. */
  readonly onInstalled: (
    stores: Stores,
    place: { readonly key: InstallationKey; readonly name: string; readonly enterpriseId: string | undefined },
  ) => Promise<void>;
  /** After the commit. */
  readonly onKept: (id: string) => void;
};

/** The store of installations that Bolt's installer uses, with what we need besides. */
export type Installations = InstallationStore & {
  /** Undefined where nobody installed the bot. */
  find(id: string): Promise<KeptInstallation | undefined>;
  /**
   * Keeps renewed tokens, where the installation is still the one that they were renewed for: false where the bot was
   * removed or installed again meanwhile.
   */
  renew(id: string, renewed: { readonly spent: string; readonly bot: Partial<KeptInstallation["bot"]> }): Promise<boolean>;
};

/**
 * Creates the store. An installation that was changed in the database throws when it is read. One that is not allowed is refused
 * with a `NotAllowedError` unless it is there already.
 */
export function createInstallations({ storage, seal, clock, allowed, onInstalled, onKept }: InstallationParts): Installations {
  const open = (record: InstallationRecord): KeptInstallation =>
    keptSchema.parse(JSON.parse(seal.open(record.sealed, record.key)));
  const save = (stores: Stores, id: string, kept: KeptInstallation) =>
    stores.slackInstallations.save({ key: id, sealed: seal.close(JSON.stringify(kept), id), at: clock.now() });

  return {
    async storeInstallation(installation) {
      const kept = parseInstallation(installation);
      const key = keyOfKept(kept);
      const name = (key.kind === "organisation" ? kept.enterprise?.name : kept.team?.name) ?? key.id;
      await storage.work(async (stores) => {
        if (!isAllowed(allowed, kept) && !(await stores.slackInstallations.find(key.id))) throw new NotAllowedError(key.id);
        await save(stores, key.id, kept);
        await onInstalled(stores, { key, name, enterpriseId: kept.enterprise?.id });
      });
      onKept(key.id);
    },
    /** Bolt keeps through us and never reads: with whose token to act is found in `authorizations.ts`. */
    fetchInstallation: () => Promise.reject(new NotInstalledError()),
    async find(id) {
      const record = await storage.work((stores) => stores.slackInstallations.find(id));
      return record && open(record);
    },
    renew: (id, { spent, bot }) =>
      storage.work(async (stores) => {
        const record = await stores.slackInstallations.find(id);
        const kept = record && open(record);
        if (kept?.bot.refreshToken !== spent) return false;
        await save(stores, id, { ...kept, bot: { ...kept.bot, ...bot } });
        return true;
      }),
  };
}

/** The error that nobody installed the bot there, or that it was removed. */
export class NotInstalledError extends Error {
  constructor() {
    super("not installed");
    this.name = "NotInstalledError";
  }
}

/** The error that a workspace or an organisation that the operator did not name wants to install the bot. */
export class NotAllowedError extends Error {
  constructor(
    /** Slack's id of the workspace or organisation. */
    readonly id: string,
  ) {
    super(`${id} is not in SLACK_ALLOWED_WORKSPACES`);
    this.name = "NotAllowedError";
  }
}

/** A workspace is allowed by itself or by its organisation. */
function isAllowed(allowed: readonly string[], { team, enterprise }: KeptInstallation): boolean {
  return allowed.some((id) => id === "*" || id === team?.id || id === enterprise?.id);
}

function parseInstallation(installation: Installation): KeptInstallation {
  return keptSchema.parse({
    ...installation,
    isEnterpriseInstall: installation.isEnterpriseInstall === true,
    installedBy: installation.user.id,
  });
}

function keyOfKept({ isEnterpriseInstall, enterprise, team }: KeptInstallation): InstallationKey {
  const id = isEnterpriseInstall ? enterprise?.id : team?.id;
  if (id === undefined) throw new NotInstalledError();
  return { kind: isEnterpriseInstall ? "organisation" : "workspace", id };
}
