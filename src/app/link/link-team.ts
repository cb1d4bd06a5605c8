/**
 * The `link` command: a lead gets a code, a code from the other platform asks to join its team, and `link off` separates
 * the two.
 */
import { isActiveAt, type Team } from "../../core/team.ts";
import { withMarkedName } from "../../message/person-names.ts";
import { buildLinkQuestion, buildLinkWaiting } from "../../message/screens/team/link-question.ts";
import { buildLinkState, buildPartQuestion } from "../../message/screens/team/link-screen.ts";
import type { PromptId, PromptValues } from "../../message/voice/voice.ts";
import { type Call, type TeamCall, enterTeam, listOwnTeams, listHomes, isRemoved } from "../call.ts";
import { askForTeam, chooseTeam } from "../commands/command-line.ts";
import { answerWith } from "../notices.ts";
import { refuseNonLead } from "../refusals.ts";
import type { Outcome } from "../request.ts";
import { issueCode } from "./issue-code.ts";
import { describeJoiners, type NamedChannel } from "./joining-side.ts";
import { handOver, partSecondHome } from "./part.ts";
import { listMetOnlyElsewhere } from "./tell-homes.ts";
import { claimRequest, type Found, findRequest } from "./use-code.ts";

/**
 * Issues a code or shows the link, uses a code, or ends the link with `off`. Refuses the playground, people who are not
 * leads, and codes that are not valid.
 */
export async function runLink(
  call: Call,
  channels: readonly NamedChannel[],
  args: readonly string[],
  teamId?: string,
): Promise<Outcome> {
  if (call.workspace.platform === "playground") return answerWith(call.voice, call.voice.runs("link.playground"));
  const [word, second] = args.map((arg) => arg.toLowerCase());
  if (word === undefined) return asLead(call, { line: "link", teamId }, showOrIssue);
  if (word !== "off") return useCode(call, args.join(""), { channels, teamId });
  return asLead(call, { line: "link off", teamId }, second === "yes" ? partTeams : askToPart);
}

type Asked = { readonly line: string; readonly teamId: string | undefined };

async function asLead(call: Call, { line, teamId }: Asked, run: (call: TeamCall) => Promise<Outcome>): Promise<Outcome> {
  const choice = await chooseTeam(call, teamId);
  if (choice.kind === "none") return answerWith(call.voice, call.voice.runs("link.no-team"));
  if (choice.kind === "many") return askForTeam(call, line, choice.teams);
  return choice.call.membership.lead ? run(choice.call) : refuseNonLead(choice.call, "link");
}

/** A team has one second home at most. */
async function showOrIssue(call: TeamCall): Promise<Outcome> {
  const [second] = await call.stores.homes.listOfTeam(call.team.id);
  return second ? { notice: await describeLink(call, second.since) } : issueCode(call, call.team);
}

async function describeLink(call: TeamCall, since: number) {
  const { team, voice, stores } = call;
  const homes = await Promise.all(
    (await listHomes(call, team)).map(async ({ workspaceId, channelId }) => ({
      side: await stores.workspaces.find(workspaceId),
      hasChannel: channelId !== undefined,
    })),
  );
  const known = homes.flatMap(({ side, hasChannel }) => (side ? [{ side, hasChannel }] : []));
  return buildLinkState(voice, { team, since: voice.date(since, team.schedule.zone), homes: known });
}

/** What the joining side brings along. */
type Joining = { readonly own?: Team; readonly channelId?: string };
type Plan = { readonly kind: "joining"; readonly joining: Joining } | { readonly kind: "refused"; readonly outcome: Outcome };

type Using = { readonly channels: readonly NamedChannel[]; readonly teamId: string | undefined };

async function useCode(call: Call, typed: string, { channels, teamId }: Using): Promise<Outcome> {
  const found = await findRequest(call, typed, "team");
  if (found.kind === "refused") return found.outcome;
  const team = await findFreeTeam(call, found);
  if (!team) return refuseWith(call, "link.refused.gone").outcome;
  const plan = await planJoining(call, typed, teamId);
  if (plan.kind === "refused") return plan.outcome;
  return join(call, found, { ...plan.joining, team, channels });
}

/** The issuing team, as long as it is not linked and its issuer leads it. */
async function findFreeTeam({ stores, now }: Call, { request }: Found): Promise<Team | undefined> {
  const team = request.teamId === undefined ? undefined : await stores.teams.find(request.teamId);
  const lead = team && (await stores.memberships.findOfPerson(team.id, request.personId));
  if (!team || !lead?.lead || !isActiveAt(lead, now)) return undefined;
  const busy =
    (await stores.homes.listOfTeam(team.id)).length > 0 || (await stores.homes.findOfFormerTeam(team.id)) !== undefined;
  return busy ? undefined : team;
}

/** In a channel it is the channel that joins, with the team whose home it is; in a direct message the team that one leads. */
async function planJoining(call: Call, typed: string, teamId: string | undefined): Promise<Plan> {
  const { place } = call.from;
  if (teamId !== undefined) return joinAs(call, teamId);
  if (place.in === "channel") {
    const here = await call.stores.teams.findByChannel(call.workspace.id, place.channelId);
    return here ? joinAs(call, here.id) : { kind: "joining", joining: { channelId: place.channelId } };
  }
  const own = await listOwnTeams(call);
  const memberships = await Promise.all(own.map(({ id }) => call.stores.memberships.findOfPerson(id, call.person.id)));
  const led = own.filter((_, index) => memberships[index]?.lead);
  if (led.length > 1) return { kind: "refused", outcome: askForTeam(call, `link ${typed}`, led) };
  const [only] = led;
  if (only) return joinAs(call, only.id);
  return own.length > 0 ? refuseWith(call, "link.refused.not-lead") : { kind: "joining", joining: {} };
}

async function joinAs(call: Call, teamId: string): Promise<Plan> {
  const entered = await enterTeam(call, teamId);
  if (!entered?.membership.lead) return refuseWith(call, "link.refused.not-lead");
  const { team } = entered;
  const linked = (await call.stores.homes.listOfTeam(team.id)).length > 0;
  if (linked) return refuseWith(call, "link.refused.linked", { team: team.name });
  return { kind: "joining", joining: { own: team, ...(team.channelId !== undefined && { channelId: team.channelId }) } };
}

function refuseWith<I extends PromptId>(call: Call, id: I, ...values: PromptValues<I>) {
  return { kind: "refused" as const, outcome: answerWith(call.voice, call.voice.runs(id, ...values), { tone: "warning" }) };
}

type JoiningTeam = Joining & { readonly team: Team } & Pick<Using, "channels">;

async function join(call: Call, found: Found, { team, own, channelId, channels }: JoiningTeam): Promise<Outcome> {
  const { request, issuer, side } = found;
  const placed = { ...(own && { own }), ...(channelId !== undefined && { channelId }) };
  const joiners = await describeJoiners(call, { ...placed, channels });
  const former = own && { name: own.name, people: joiners.people.length };
  const asked = { requestId: request.id, team, ...(former && { former }) };
  await claimRequest(call, found, {
    claim: { ...(own && { teamId: own.id }), ...(channelId !== undefined && { channelId }) },
    question: (locale) =>
      buildLinkQuestion(call.world.voice(locale), { ...asked, by: withMarkedName(call.person), side: call.workspace, joiners }),
  });
  return {
    notice: buildLinkWaiting(call.voice, { ...asked, issuer: withMarkedName(issuer), side, hasChannel: channelId !== undefined }),
  };
}

/**
 * Asks whether to end the link, and says how many people would leave the team and, where the owning workspace removed the bot,
 * that the team moves. Says so when the team isn't linked.
 */
async function askToPart(call: TeamCall): Promise<Outcome> {
  const { team, voice, stores } = call;
  const [home] = await stores.homes.listOfTeam(team.id);
  const owner = await stores.workspaces.find(team.workspaceId);
  const second = home && (await stores.workspaces.find(home.workspaceId));
  if (!second || !owner) return answerWith(voice, voice.runs("link.off.not-linked", { team: team.name }));
  const moves = await isRemoved(call, owner.id);
  const leaving = (await listMetOnlyElsewhere(call, team.id, moves ? second.id : owner.id)).length;
  const former = home.formerTeamId === undefined ? undefined : await stores.teams.find(home.formerTeamId);
  return { notice: buildPartQuestion(voice, { team, owner, second, moves, leaving, ...(former && { former }) }) };
}

/** Ends the link; where the owning workspace removed the bot, the team moves. When it has already ended, the answer says so. */
async function partTeams(call: TeamCall): Promise<Outcome> {
  const { team, voice, stores } = call;
  const [home] = await stores.homes.listOfTeam(team.id);
  if (!home) return answerWith(voice, voice.runs("link.off.not-linked", { team: team.name }));
  const moves = await isRemoved(call, team.workspaceId);
  await (moves ? handOver : partSecondHome)(call, team, home);
  return answerWith(voice, voice.runs(moves ? "link.off.moved" : "link.off.done", { team: team.name }));
}
