/** `help`: the commands of all features, in the reader's language, with what they may use first. */
import { isActiveAt, leadsProgrammeOf, type Membership } from "../../core/team.ts";
import { buildHelp, type HelpGroup, type HelpRow } from "../../message/screens/preferences/help-screen.ts";
import type { Call } from "../call.ts";
import type { Command, Feature } from "../feature.ts";
import type { Outcome } from "../request.ts";
import { admits, type Audience, type Role, takesKind, takesRole } from "../rights.ts";

/** In the order of the page; a word that is not here comes after them in the group of its audience. */
const PLACES: Readonly<Record<string, HelpGroup>> = {
  checkin: "everyday",
  assess: "everyday",
  next: "everyday",
  steps: "everyday",
  setup: "everyday",
  help: "everyday",
  status: "for-team",
  why: "for-team",
  gate: "for-team",
  kpi: "for-team",
  export: "for-team",
  report: "for-team",
  members: "for-leads",
  roles: "for-leads",
  schedule: "for-leads",
  pause: "for-leads",
  resume: "for-leads",
  digest: "for-leads",
  milestone: "for-leads",
  link: "for-leads",
  group: "for-leads",
  away: "for-me",
  reminders: "for-me",
  language: "for-me",
  privacy: "for-me",
  "link me": "for-me",
  leave: "for-me",
  "forget me": "for-me",
  overview: "for-programme",
};
const ORDER = Object.keys(PLACES);

async function showHelp(call: Call, commands: readonly Command[]): Promise<Outcome> {
  const memberships = (await call.stores.memberships.listOfPerson(call.person.id)).filter((membership) =>
    isActiveAt(membership, call.now),
  );
  const rows = commands
    .filter(({ only }) => only === undefined || only === call.workspace.platform)
    .sort((left, right) => placeOf(left) - placeOf(right))
    .map(({ word, usage, who, meantFor }): HelpRow => {
      const usable = mayUse(call, memberships, meantFor ?? who);
      return { word, group: PLACES[word] ?? groupOf(who), usable, ...(usage && { usage }) };
    });
  const programmeLead = leadsProgrammeOf(call.person, call.workspace.id);
  const answers = memberships.some(({ kind }) => kind === "member");
  return {
    notice: buildHelp(call.voice, {
      platform: call.workspace.platform,
      rows,
      inTeam: memberships.length > 0,
      answers,
      programmeLead,
    }),
  };
}

function placeOf({ word }: Command): number {
  const place = ORDER.indexOf(word);
  return place < 0 ? ORDER.length : place;
}

function groupOf(who: Audience): HelpGroup {
  if (who === "leads") return "for-leads";
  return who === "overseers" ? "for-programme" : "everyday";
}

/** In any team; which one is meant is asked when the command is run. */
function mayUse({ person, workspace, account }: Call, memberships: readonly Membership[], who: Audience): boolean {
  const programme: readonly Role[] = leadsProgrammeOf(person, workspace.id) ? ["programme-lead"] : [];
  const mayHere = takesRole(who, "nobody", ...programme) || memberships.some((membership) => admits(who, membership));
  return mayHere && takesKind(who, account.kind ?? "full");
}

/** Declares the `help` command, which lists the commands of these features and itself. */
export function createHelpFeature(features: readonly Feature[]): Feature {
  const help: Command = {
    word: "help",
    who: "all",
    run: (call) => showHelp(call, [...features.flatMap(({ commands }) => commands), help]),
  };
  return { commands: [help], presses: {}, openings: {}, submissions: {} };
}
