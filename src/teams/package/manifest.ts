/** The app's manifest for Teams, schema 1.29: the first with slash commands. Words come from the prompts, in both languages. */
import type { CommandWord } from "../../message/command-word.ts";
import type { Voice } from "../../message/voice/voice.ts";

/** What the manifest says about this installation. */
export type PackageSettings = {
  /** The bot's Microsoft app id; the app in Teams goes by it too. */
  readonly appId: string;
  /** The app's name in Teams, at most 30 characters. */
  readonly name: string;
  /** Where people reach the organisation that runs the bot: https. */
  readonly publicUrl: string;
  readonly developer: string;
  readonly privacyUrl: string;
  readonly termsUrl: string;
  readonly version: string;
};

const SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v1.29";

/** At most twelve a list, and a list a scope. */
const PERSONAL_COMMANDS = [
  "help",
  "setup",
  "checkin",
  "assess",
  "status",
  "why",
  "gate",
  "next",
  "steps",
  "away",
  "language",
  "privacy",
] as const;
const SHARED_COMMANDS = [
  "help",
  "setup",
  "status",
  "why",
  "gate",
  "next",
  "steps",
  "digest",
  "schedule",
  "members",
  "pause",
  "resume",
] as const;

const LISTS = [
  { scopes: ["personal"], triggers: ["mention"], words: PERSONAL_COMMANDS },
  { scopes: ["team"], triggers: ["mention", "slash"], words: SHARED_COMMANDS },
  { scopes: ["groupChat"], triggers: ["mention", "slash"], words: SHARED_COMMANDS },
] as const;

/** Builds the manifest with the commands described in the voice's language. */
export function buildManifest(settings: PackageSettings, voice: Voice) {
  return {
    $schema: `${SCHEMA}/MicrosoftTeams.schema.json`,
    manifestVersion: "1.29",
    version: settings.version,
    id: settings.appId,
    developer: {
      name: settings.developer,
      websiteUrl: settings.publicUrl,
      privacyUrl: settings.privacyUrl,
      termsOfUseUrl: settings.termsUrl,
    },
    name: { short: settings.name, full: settings.name },
    description: { short: voice.say("teams.package.short"), full: voice.say("teams.package.full") },
    icons: { color: "color.png", outline: "outline.png" },
    accentColor: "#1D4ED8",
    localizationInfo: {
      defaultLanguageTag: "en",
      additionalLanguages: [{ languageTag: "zh-cn", file: "zh-cn.json" }],
    },
    bots: [
      {
        botId: settings.appId,
        scopes: ["personal", "team", "groupChat"],
        isNotificationOnly: false,
        supportsFiles: true,
        supportsTargetedMessages: true,
        commandLists: LISTS.map(({ scopes, triggers, words }) => ({
          scopes: [...scopes],
          triggers: [...triggers],
          commands: words.map((word) => ({ title: word, description: describe(voice, word) })),
        })),
      },
    ],
    validDomains: [new URL(settings.publicUrl).hostname],
    defaultInstallScope: "personal",
    // Also in shared and private channels, where people of other organizations may be.
    supportsChannelFeatures: "tier1",
  };
}

/** Builds the file with the same words in another language; the commands themselves are the same in all. */
export function buildLocalization({ name }: Pick<PackageSettings, "name">, voice: Voice): Readonly<Record<string, string>> {
  const commands = LISTS.flatMap(({ words }, list) =>
    words.map((word, index) => [`bots[0].commandLists[${list}].commands[${index}].description`, describe(voice, word)] as const),
  );
  return {
    $schema: `${SCHEMA}/MicrosoftTeams.Localization.schema.json`,
    "name.short": name,
    "name.full": name,
    "description.short": voice.say("teams.package.short"),
    "description.full": voice.say("teams.package.full"),
    ...Object.fromEntries(commands),
  };
}

function describe(voice: Voice, word: CommandWord): string {
  return voice.say(`commands.text.${word}`);
}
