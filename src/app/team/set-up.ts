/** The `setup` command: opens the form for a new team, or offers a lead the choice between an existing team and a new one. */
import { type Catalogue, listQuestions } from "../../core/catalogue/catalogue.ts";
import { SpeedboatError } from "../../core/errors.ts";
import { NEW_SCHEDULE } from "../../core/schedule/cadence.ts";
import { leadsProgrammeOf, listMembersAt, type Team } from "../../core/team.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import { markName } from "../../message/person-names.ts";
import { buildNewTeamForm, buildTeamChoice, buildTeamForm } from "../../message/screens/team/setup.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { type Call, localeOf, type TeamCall, type Work, listOwnTeams } from "../call.ts";
import { type Chosen, meetingChosenPeople } from "../chosen-people.ts";
import { saveSeen, seenFrom } from "../link/seen-from.ts";
import { nameAct, tellOtherSide } from "../link/tell-homes.ts";
import { answerWith } from "../notices.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { ownZone } from "../schedule/own-times.ts";
import { enterAsLead } from "../standing/enter-as-lead.ts";
import { keepOpenValues } from "../standing/publish-values.ts";
import { publishStanding } from "../standing/publish.ts";
import { createTeam } from "./create-team.ts";
import { postWelcome } from "./greetings.ts";
import { readTeamFields } from "./team-fields.ts";

/** More names than this do not help anybody to ask. */
const MAX_NAMED = 5;

type SetupContext = Extract<FormContext, { form: "setup" }>;

/** Opens the form for a new team, or asks somebody who already leads one which they mean. */
export async function runSetup(call: Call): Promise<Outcome> {
  const teams = await listLedTeams(call);
  const { place } = call.from;
  const channelId = place.in === "channel" ? place.channelId : undefined;
  if (teams.length > 0) return { notice: buildTeamChoice(call.voice, { teams, ...(channelId !== undefined && { channelId }) }) };
  return openSetup(call, { form: "setup", ...(channelId !== undefined && { channelId }) });
}

/**
 * Opens the form for a new team, or for the settings of the one that the context names. Refuses people who don't lead
 * that team. Throws `catalogue-invalid` when no edition is stored.
 */
export async function openSetup(call: Call, context: SetupContext): Promise<Outcome> {
  if (context.teamId !== undefined) return openTeamForm(call, context.teamId);
  const refused = await refuseFounder(call);
  if (refused) return refused;
  const free = context.channelId !== undefined && !(await call.stores.teams.findByChannel(call.workspace.id, context.channelId));
  const form = buildNewTeamForm(call.voice, {
    context,
    locale: localeOf(call.person, call.workspace),
    schedule: { ...NEW_SCHEDULE, zone: await ownZone(call) },
    questions: listQuestions(await newestCatalogue(call)).length,
    ...(free && context.channelId !== undefined && { channelId: context.channelId }),
  });
  return { form };
}

/**
 * Whoever may not set up a team: an account that could be a guest's, because the platform did not say, and where only programme
 * leads set up teams everybody else, who is told whom to ask.
 */
async function refuseFounder(call: Call): Promise<Outcome | undefined> {
  const { voice, workspace, person, world, stores } = call;
  if (call.account.kind === undefined && call.account.isAsked) {
    const values = { command: "setup", workspace: workspace.name };
    return answerWith(voice, voice.runs("errors.kind-unknown", values), { tone: "warning" });
  }
  if (world.teamCreation !== "programme" || leadsProgrammeOf(person, workspace.id)) return undefined;
  const leads = (await stores.people.listOfWorkspace(workspace.id)).filter((each) => leadsProgrammeOf(each, workspace.id));
  const names = voice.list(leads.slice(0, MAX_NAMED).map(markName));
  return answerWith(voice, voice.runs("setup.refused.programme", { count: leads.length, names }), { tone: "warning" });
}

async function openTeamForm(call: Call, teamId: string): Promise<Outcome> {
  const entered = await enterAsLead(call, teamId, "setup");
  if (entered.kind === "refused") return entered.outcome;
  const { team, catalogue, voice } = entered.call;
  const seen = await seenFrom(call, team, call.workspace);
  return { form: buildTeamForm(voice, { team: seen, questions: listQuestions(catalogue).length }) };
}

/** Creates the team or saves its settings. Values that are wrong are refused at their fields, and an outdated form is refused. */
export const submitSetup = meetingChosenPeople(keepSetup);

async function keepSetup(
  call: Call,
  context: SetupContext,
  values: FormValues<"setup">,
  chosen: Chosen,
): Promise<FormOutcome<"setup">> {
  const refused = context.teamId === undefined ? await refuseFounder(call) : undefined;
  if (refused) return refused;
  if (context.teamId === undefined) return createTeam(call, { values, chosen, catalogue: await newestCatalogue(call) });
  const entered = await enterAsLead(call, context.teamId, "setup");
  if (entered.kind === "refused") return entered.outcome;
  return changeTeam(entered.call, { revision: context.revision ?? 0, values, chosen });
}

type Changing = { readonly revision: number; readonly values: FormValues<"setup">; readonly chosen: Chosen };

/** Saves the settings, or says at each field what is wrong, or that somebody was quicker. */
async function changeTeam(call: TeamCall, { revision, values, chosen }: Changing): Promise<FormOutcome<"setup">> {
  const { team, voice, stores, now } = call;
  const members = listMembersAt(await stores.memberships.listOfTeam(team.id), now).length;
  const promised = team.privacy === "private" && (await stores.answers.currentOfTeam(team.id, now)).length > 0;
  const seen = await seenFrom(call, team, call.workspace);
  const read = await readTeamFields(call, values, {
    team: seen,
    members,
    promised,
    presences: chosen.presences,
  });
  if (read.kind === "errors") return { errors: read.errors };
  const { channelId: _, ...kept } = seen;
  const changed: Team = { ...kept, ...read.fields, revision: team.revision + 1 };
  // Whether a new channel takes messages is known only once one was posted there.
  const isAnnounced = changed.channelId !== undefined && changed.channelId !== seen.channelId;
  const id = isAnnounced ? "setup.saved-channel" : "setup.saved";
  const saved = answerWith(voice, voice.runs(id, { team: changed.name }), { tone: "good" });
  if (sameSettings(seen, changed)) return saved;
  if (revision !== team.revision) return answerStale(call);
  if (team.privacy === "open" && changed.privacy === "private") await keepOpenValues(call, team);
  await saveSeen(call, team, changed);
  await publishStanding(call, changed);
  if (listShared(seen, changed).length > 0) await tellOtherSide(call, changed, (voice) => sayChanges(call, voice, changed));
  if (changed.channelId !== seen.channelId) await postWelcome(call, changed, markName(call.person));
  return saved;
}

function answerStale({ voice, team }: TeamCall): Outcome {
  const form = { form: "setup" as const, teamId: team.id, revision: team.revision };
  const again = { label: voice.say("setup.button.again"), action: { act: "open-form" as const, form } };
  return answerWith(voice, voice.runs("setup.stale", { team: team.name }), { tone: "warning", buttons: [again] });
}

/** What both sides of a linked team share; each has its own channel. */
function listShared(before: Team, after: Team) {
  return (["name", "questionsPerRound", "locale", "privacy"] as const).filter((field) => before[field] !== after[field]);
}

function sayChanges(call: TeamCall, voice: Voice, changed: Team) {
  const { name: to, questionsPerRound: count, locale, privacy } = changed;
  const said = {
    name: () => voice.say("link.other.change-name", { to }),
    questionsPerRound: () => voice.say("link.other.change-questions", { count }),
    locale: () => voice.say("link.other.change-language", { language: voice.say(`words.language.${locale}`) }),
    privacy: () => voice.say(`link.other.change-privacy-${privacy}`),
  };
  const changes = listShared(call.team, changed).map((field) => said[field]());
  return voice.runs("link.other.settings", { ...nameAct(call, voice), changes: voice.list(changes) });
}

function sameSettings(left: Team, right: Team): boolean {
  return (["name", "channelId", "questionsPerRound", "locale", "privacy"] as const).every(
    (field) => left[field] === right[field],
  );
}

async function listLedTeams(call: Call): Promise<readonly Team[]> {
  const own = await listOwnTeams(call);
  const memberships = await Promise.all(own.map((team) => call.stores.memberships.findOfPerson(team.id, call.person.id)));
  return own.filter((_, index) => memberships[index]?.lead);
}

async function newestCatalogue({ stores, world }: Work): Promise<Catalogue> {
  const catalogue = (await stores.catalogues.find(world.edition)) ?? (await stores.catalogues.newest(world.edition));
  if (!catalogue) throw new SpeedboatError("catalogue-invalid", { edition: world.edition });
  return catalogue;
}
