/** Reads a team's own settings from a form: name, home channel, questions a round, language and privacy. */
import { LOCALES } from "../../core/locale.ts";
import type { Team } from "../../core/team.ts";
import type { FieldErrors, FormValues } from "../../message/form.ts";
import { PRIVACY_MODES, QUESTIONS_PER_ROUND, TEAM_NAME_LENGTH } from "../../message/screens/team/setup.ts";
import type { Call } from "../call.ts";
import { gatherErrors, readChoice, readLine, readText, readWhole } from "../form-values.ts";
import { seenFrom } from "../link/seen-from.ts";

/** The fewest members of a private team: with fewer, the sums would give away who answered what. */
export const MIN_PRIVATE_MEMBERS = 3;

type TeamFields = Pick<Team, "name" | "channelId" | "questionsPerRound" | "locale" | "privacy">;
/** The settings of a team, or an explanation at each field that is wrong. */
export type ReadTeamFields =
  | { readonly kind: "fields"; readonly fields: TeamFields }
  | { readonly kind: "errors"; readonly errors: FieldErrors<"setup"> };

/** What the settings are checked against. */
export type TeamFieldRules = {
  /** The team that is changed; its own name and channel are not taken. */
  readonly team?: Team;
  /** Who will be a member. */
  readonly members: number;
  /** Answers were given while it was private. */
  readonly promised: boolean;
};

/**
 * Reads a team's settings. At its field, it refuses a name or channel that another team here has, and a privacy mode that
 * would break what members were promised.
 */
export async function readTeamFields(call: Call, values: FormValues<"setup">, rules: TeamFieldRules): Promise<ReadTeamFields> {
  const all = (await call.stores.teams.listAtHome(call.workspace.id)).filter(({ id }) => id !== rules.team?.id);
  const others = await Promise.all(all.map((team) => seenFrom(call, team, call.workspace)));
  const name = readLine(values, "name") ?? "";
  const channelId = (readText(values, "channel") ?? "").slice(0, 200);
  const questionsPerRound = readWhole(values, "questions", QUESTIONS_PER_ROUND);
  const locale = readChoice(values, "locale", LOCALES);
  const privacy = readChoice(values, "privacy", PRIVACY_MODES);
  const { voice } = call;
  const errors = gatherErrors({
    name: findNameError(call, name, others),
    channel: findChannelError(call, channelId, others),
    questions: questionsPerRound === undefined ? voice.say("setup.error.number", QUESTIONS_PER_ROUND) : undefined,
    locale: locale === undefined ? voice.say("setup.error.choice") : undefined,
    privacy: privacy === undefined ? voice.say("setup.error.choice") : findPrivacyError(call, privacy, rules),
  });
  if (questionsPerRound === undefined || !locale || !privacy || Object.keys(errors).length > 0) return { kind: "errors", errors };
  return { kind: "fields", fields: { name, questionsPerRound, locale, privacy, ...(channelId && { channelId }) } };
}

/** True when two team names look the same: case and full-width forms do not matter. */
export function sameName(left: string, right: string): boolean {
  const fold = (name: string) => name.normalize("NFKC").toLowerCase();
  return fold(left) === fold(right);
}

function findNameError({ voice }: Call, name: string, others: readonly Team[]): string | undefined {
  const { length } = [...name];
  if (length < TEAM_NAME_LENGTH.min || length > TEAM_NAME_LENGTH.max) return voice.say("setup.error.name");
  const taken = others.find((team) => sameName(team.name, name));
  return taken && voice.say("setup.error.name-taken", { name: taken.name });
}

function findChannelError({ voice }: Call, channelId: string, others: readonly Team[]): string | undefined {
  const taken = channelId === "" ? undefined : others.find((team) => team.channelId === channelId);
  return taken && voice.say("setup.error.channel-taken", { team: taken.name });
}

/** What was promised to those who answered is kept: private never turns open afterwards. */
function findPrivacyError(
  { voice }: Call,
  privacy: Team["privacy"],
  { team, members, promised }: TeamFieldRules,
): string | undefined {
  if (privacy === "private" && members < MIN_PRIVATE_MEMBERS && team?.privacy !== "private") {
    return voice.say("setup.error.privacy-few", { count: members });
  }
  return privacy === "open" && promised ? voice.say("setup.error.privacy-promised") : undefined;
}
