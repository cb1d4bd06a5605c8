/**
 * The answer of the side that issued a code. Only an acceptance joins the teams or accounts; the side that used the code
 * may withdraw.
 */
import { type LinkClaim, type LinkRequest, stateOfClaim } from "../../core/link.ts";
import { isActiveAt, leadsProgrammeOf, type Person, type Team } from "../../core/team.ts";
import type { Action } from "../../message/action.ts";
import { markName } from "../../message/person-names.ts";
import { buildLinkNote, type LinkSentence } from "../../message/screens/team/link-question.ts";
import { nameSide } from "../../message/screens/team/link-screen.ts";
import { type Call, localeOf } from "../call.ts";
import { answerWith } from "../notices.ts";
import { findLivePost, queueEdit, queuePost } from "../posting.ts";
import type { Outcome } from "../request.ts";
import { enterAsLead } from "../standing/enter-as-lead.ts";
import { objectToUnion } from "./link-me.ts";
import { unitePeople } from "./unite-people.ts";
import { type Union, uniteTeams } from "./unite-teams.ts";

type Pressed = Extract<Action, { act: "confirm-link" }>;
type Claimed = LinkRequest & { readonly claim: LinkClaim };

/**
 * Accepts or declines a link request. A second press is told how things stand, and a press by somebody who may not decide
 * changes nothing.
 */
export async function answerRequest(call: Call, { code, accept }: Pressed): Promise<Outcome> {
  const request = await call.stores.links.find(code);
  if (!request?.claim) return answerWith(call.voice, call.voice.runs("link.answer.over"));
  const claimed: Claimed = { ...request, claim: request.claim };
  if (call.workspace.id === claimed.claim.workspaceId) return takeBack(call, claimed, accept);
  const crossed = await findCrossed(call, claimed);
  if (crossed) return endCrossed(call, claimed, crossed);
  const refused = await refuseStranger(call, claimed);
  if (refused) return refused;
  const state = stateOfClaim(claimed, call.now);
  if (state !== "waiting")
    return answerWith(call.voice, call.voice.runs(state === "expired" ? "link.answer.expired" : "link.answer.over"));
  return accept ? unite(call, claimed) : refuse(call, claimed);
}

/** Any lead of the issuing team may decide; about a person's accounts, only the person may. It must happen on the side that issued the code. */
async function refuseStranger(call: Call, request: Claimed): Promise<Outcome | undefined> {
  if (call.workspace.id !== request.workspaceId) return answerWith(call.voice, call.voice.runs("link.answer.over"));
  if (request.teamId === undefined) {
    return call.person.id === request.personId ? undefined : answerWith(call.voice, call.voice.runs("link.answer.not-yours"));
  }
  const entered = await enterAsLead(call, request.teamId, "link");
  return entered.kind === "refused" ? entered.outcome : undefined;
}

/**
 * Returns the team that the two sides already are, because each used the other's code and the other one was confirmed first.
 * Undefined unless the author issued this code or leads its team, and the request still waits.
 */
async function findCrossed(call: Call, request: Claimed): Promise<Team | undefined> {
  const { stores, now, person, workspace } = call;
  if (request.teamId === undefined || workspace.id !== request.workspaceId) return undefined;
  if (stateOfClaim(request, now) !== "waiting") return undefined;
  const home = (await stores.homes.findOfFormerTeam(request.teamId)) ?? (await stores.homes.listOfTeam(request.teamId))[0];
  const team = home && (await stores.teams.find(home.teamId));
  if (!home || !team || ![home.workspaceId, team.workspaceId].includes(request.claim.workspaceId)) return undefined;
  const membership = await stores.memberships.findOfPerson(team.id, person.id);
  return membership?.lead && isActiveAt(membership, now) ? team : undefined;
}

async function endCrossed(call: Call, request: Claimed, { name: team }: Team): Promise<Outcome> {
  await settle(call, request);
  await tellClaimer(call, request, (voice) => voice.runs("link.told.crossed", { team }));
  return { card: await showSettled(call, request, (voice) => voice.runs("link.answer.crossed", { team })) };
}

async function takeBack(call: Call, request: Claimed, accept: boolean): Promise<Outcome> {
  if (accept || call.person.id !== request.claim.personId)
    return answerWith(call.voice, call.voice.runs("link.answer.not-yours"));
  if (stateOfClaim(request, call.now) !== "waiting") return answerWith(call.voice, call.voice.runs("link.answer.over"));
  await settle(call, request);
  await showSettled(call, request, (voice) => voice.runs("link.answer.taken-back", { name: markName(call.person) }));
  return answerWith(call.voice, call.voice.runs("link.answer.you-took-back"));
}

async function refuse(call: Call, request: Claimed): Promise<Outcome> {
  await settle(call, request);
  await tellClaimer(call, request, (voice) => voice.runs("link.told.refused"));
  return { card: await showSettled(call, request, (voice) => voice.runs("link.answer.refused")) };
}

async function unite(call: Call, request: Claimed): Promise<Outcome> {
  const claimer = await call.stores.people.find(request.claim.personId);
  const side = await call.stores.workspaces.find(request.claim.workspaceId);
  if (!claimer || !side || side.uninstalledAt !== undefined) return endUnmet(call, request);
  return request.teamId === undefined ? uniteAccounts(call, request, claimer) : uniteWithTeam(call, request, claimer);
}

async function uniteAccounts(call: Call, request: Claimed, claimer: Person): Promise<Outcome> {
  const objection = await objectToUnion(call, call.person, claimer);
  if (objection === "same-person") return endSamePerson(call, request);
  if (objection) return endUnmet(call, request);
  await settle(call, request);
  const home = leadsProgrammeOf(claimer, claimer.workspaceId) ? claimer.workspaceId : call.person.workspaceId;
  const side = (await call.stores.workspaces.find(home)) ?? call.workspace;
  await tellClaimer(call, request, (voice) => voice.runs("link.told.me", { side: nameSide(voice, side) }));
  const card = await showSettled(call, request, (voice) =>
    voice.runs("link.answer.me", { name: markName(claimer), side: nameSide(voice, side) }),
  );
  await unitePeople(call, call.person, claimer);
  return { card };
}

async function uniteWithTeam(call: Call, request: Claimed, claimer: Person): Promise<Outcome> {
  const union = await uniteTeams(call, { request, claim: request.claim, claimer });
  if (!union) return endUnmet(call, request);
  await settle(call, request);
  await tellClaimer(call, request, sayJoined(union));
  const { team, joined } = union;
  return {
    card: await showSettled(call, request, (voice) => voice.runs("link.answer.joined", { team: team.name, count: joined })),
  };
}

function sayJoined({ team, former, hasChannel }: Union): LinkSentence {
  if (former) return (voice) => voice.runs("link.told.joined-former", { team: team.name, former: former.name });
  return (voice) => voice.runs(hasChannel ? "link.told.joined" : "link.told.joined-no-channel", { team: team.name });
}

/** Each account used the other's code, and the other one was confirmed first. */
async function endSamePerson(call: Call, request: Claimed): Promise<Outcome> {
  await settle(call, request);
  return { card: await showSettled(call, request, (voice) => voice.runs("link.answer.crossed-me")) };
}

/** Something changed since the code was used: nothing is joined. */
async function endUnmet(call: Call, request: Claimed): Promise<Outcome> {
  await settle(call, request);
  await tellClaimer(call, request, (voice) => voice.runs("link.told.unmet"));
  return { card: await showSettled(call, request, (voice) => voice.runs("link.answer.unmet")) };
}

async function settle({ stores, now }: Call, request: Claimed): Promise<void> {
  await stores.links.save({ ...request, settledAt: now });
}

/** In the place of the question, in the language of whom it was asked. */
async function showSettled(call: Call, request: Claimed, sentence: LinkSentence) {
  const asked = await call.stores.people.find(request.personId);
  const voice = call.world.voice(localeOf(asked, call.workspace));
  const message = buildLinkNote(voice, sentence);
  const post = await findLivePost(call, "notice", request.id);
  if (post) await queueEdit(call, post, message, "waiting");
  return message;
}

async function tellClaimer(call: Call, { claim, id }: Claimed, sentence: LinkSentence): Promise<void> {
  const { stores, world } = call;
  const claimer = await stores.people.find(claim.personId);
  const side = await stores.workspaces.find(claim.workspaceId);
  if (!claimer || !side) return;
  await queuePost(call, {
    target: { to: "person", personId: claimer.id },
    workspaceId: side.id,
    purpose: "notice",
    subjectId: `${id}-told`,
    message: buildLinkNote(world.voice(localeOf(claimer, side)), sentence),
  });
}
