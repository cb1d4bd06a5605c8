/** The `link me` command: a person proves that the accounts on both platforms are theirs and counts once from then on. */
import { isActiveAt, leadsProgrammeOf, type Person, type Workspace } from "../../core/team.ts";
import type { Button } from "../../message/message.ts";
import { withMarkedName } from "../../message/person-names.ts";
import { buildLinkWaiting, buildMeQuestion } from "../../message/screens/team/link-question.ts";
import { nameSide } from "../../message/screens/team/link-screen.ts";
import type { Call, Work } from "../call.ts";
import { answerWith } from "../notices.ts";
import type { Outcome } from "../request.ts";
import { issueCode } from "./issue-code.ts";
import { claimRequest, findRequest } from "./use-code.ts";

/**
 * Issues a code or, with a code from the other platform, asks its issuer to confirm that both accounts are theirs. Somebody with
 * an account on each side hears where they are asked, and `here` changes that. Refuses the playground, codes that are not
 * valid, and people who cannot be joined.
 */
export async function runLinkMe(call: Call, args: readonly string[]): Promise<Outcome> {
  if (call.workspace.platform === "playground") return answerWith(call.voice, call.voice.runs("link.playground"));
  if (args.length === 0) return (await findOtherSide(call)) ? showWhereAsked(call) : issueCode(call);
  if (args.length === 1 && args[0]?.toLowerCase() === "here") return askHere(call);
  const found = await findRequest(call, args.join(""), "person");
  if (found.kind === "refused") return found.outcome;
  const { request, issuer, side } = found;
  const objection = await objectToUnion(call, issuer, call.person);
  if (objection) return answerWith(call.voice, call.voice.runs(`link.refused.${objection}`), { tone: "warning" });
  const shared = await listSharedTeams(call, issuer, call.person);
  await claimRequest(call, found, {
    claim: {},
    question: (locale) =>
      buildMeQuestion(call.world.voice(locale), {
        requestId: request.id,
        by: withMarkedName(call.person),
        side: call.workspace,
        shared,
      }),
  });
  return {
    notice: buildLinkWaiting(call.voice, { requestId: request.id, issuer: withMarkedName(issuer), side, hasChannel: false }),
  };
}

/** Returns a workspace other than this one in which the author has an account; undefined where there is none. */
export async function findOtherSide({ stores, person, workspace }: Call): Promise<Workspace | undefined> {
  const accounts = await stores.people.accountsOf(person.id);
  const other = accounts.find(({ workspaceId }) => workspaceId !== workspace.id);
  return other && stores.workspaces.find(other.workspaceId);
}

async function showWhereAsked(call: Call): Promise<Outcome> {
  const { voice, stores, person, workspace } = call;
  const home = await stores.workspaces.find(person.workspaceId);
  const text = voice.runs("link.me.where", { side: nameSide(voice, home ?? workspace) });
  const here: Button = { label: voice.say("link.me.here-button"), action: { act: "command", line: "link me here" } };
  return answerWith(voice, text, { buttons: person.workspaceId === workspace.id ? [] : [here] });
}

/** Makes this the workspace in which the author is asked. Refuses who leads the programme in the other one, or has no other one. */
async function askHere(call: Call): Promise<Outcome> {
  const { voice, stores, person, workspace } = call;
  const other = await findOtherSide(call);
  if (!other) return answerWith(voice, voice.runs("link.me.one-account"), { tone: "warning" });
  if (leadsProgrammeOf(person, other.id)) {
    return answerWith(voice, voice.runs("link.me.here-programme", { side: nameSide(voice, other) }), { tone: "warning" });
  }
  await stores.people.save({ ...person, workspaceId: workspace.id });
  return answerWith(voice, voice.runs("link.me.here", { side: nameSide(voice, workspace), other: nameSide(voice, other) }));
}

/**
 * Returns why two people cannot be joined: they are one person already, both have an account on the same platform, or
 * each leads the programme of their own workspace. Returns undefined when nothing speaks against it.
 */
export async function objectToUnion(
  { stores }: Pick<Work, "stores">,
  first: Person,
  second: Person,
): Promise<"same-person" | "platform-twice" | "two-programmes" | undefined> {
  if (first.id === second.id) return "same-person";
  const accounts = [...(await stores.people.accountsOf(first.id)), ...(await stores.people.accountsOf(second.id))];
  const workspaces = await Promise.all(accounts.map(({ workspaceId }) => stores.workspaces.find(workspaceId)));
  const platforms = workspaces.map((workspace) => workspace?.platform);
  if (new Set(platforms).size < platforms.length) return "platform-twice";
  const bothLead = [first, second].every((person) => leadsProgrammeOf(person, person.workspaceId));
  return bothLead ? "two-programmes" : undefined;
}

async function listSharedTeams({ stores, now }: Work, first: Person, second: Person): Promise<readonly string[]> {
  const names: string[] = [];
  for (const membership of await stores.memberships.listOfPerson(first.id)) {
    const other = await stores.memberships.findOfPerson(membership.teamId, second.id);
    const team =
      other && isActiveAt(other, now) && isActiveAt(membership, now) ? await stores.teams.find(other.teamId) : undefined;
    if (team) names.push(team.name);
  }
  return names;
}
