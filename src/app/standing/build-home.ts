/** Gathers what a person's home shows: Slack's Home tab, or the playground's overview of one person. */
import { listAbsences } from "../../core/absence.ts";
import { findQuestion } from "../../core/catalogue/catalogue.ts";
import type { CheckIn } from "../../core/check-in/check-in.ts";
import type { Step } from "../../core/next-steps/step.ts";
import { toLocal } from "../../core/schedule/local-time.ts";
import { leadsProgrammeOf, type Membership, type Team } from "../../core/team.ts";
import type { Message } from "../../message/message.ts";
import { withMarkedName } from "../../message/person-names.ts";
import { buildHomeScreen, buildWaitingScreen, type OpenWalk } from "../../message/screens/home/home-screen.ts";
import type { HomeStep } from "../../message/screens/home/home-steps.ts";
import type { HomeTeam } from "../../message/screens/home/home-team.ts";
import { sayEnds } from "../../message/screens/preferences/away-screen.ts";
import { sayDay } from "../../message/screens/schedule/schedule-words.ts";
import { type Call, catalogueOf, listOwnTeams } from "../call.ts";
import { findTeamStanding } from "./publish.ts";

type OwnTeam = { readonly team: Team; readonly membership: Membership; readonly open: CheckIn | undefined };

/** Builds the home in the person's language. It says nothing about teams that the person is not in now. */
export async function buildHome(call: Call): Promise<Message> {
  const { person, voice, now } = call;
  const own = await listTeams(call);
  const zone = person.zone ?? own[0]?.team.schedule.zone ?? "UTC";
  const absences = listAbsences(person, now);
  const begun = absences.find(({ from }) => from <= now);
  const planned = absences.filter(({ from }) => from > now);
  return buildHomeScreen(voice, {
    person: { ...withMarkedName(person), programmeLead: leadsProgrammeOf(person, call.workspace.id) },
    open: await Promise.all(own.flatMap(({ team, open }) => (open ? [toOpenWalk(call, open, team)] : []))),
    teams: await Promise.all(own.map((each) => toHomeTeam(call, each))),
    steps: await listSteps(call, own),
    settings: {
      reminders: person.reminders,
      nudges: person.nudges,
      locale: voice.locale,
      ...(begun && { awayUntil: sayDay(voice, begun.until, zone) }),
      planned: planned.map((each) => voice.say("home.settings.away-planned", sayEnds(voice, each, zone))),
    },
  });
}

/** Builds what waits for the person in all their teams: open check-ins and steps, with help behind a button. */
export async function buildWaiting(call: Call): Promise<Message> {
  const own = await listTeams(call);
  return buildWaitingScreen(call.voice, {
    person: withMarkedName(call.person),
    open: await Promise.all(own.flatMap(({ team, open }) => (open ? [toOpenWalk(call, open, team)] : []))),
    steps: await listSteps(call, own),
    inTeam: own.length > 0,
    mayCheckIn: own.some(({ membership, open }) => membership.kind === "member" && open === undefined),
  });
}

async function listTeams(call: Call): Promise<readonly OwnTeam[]> {
  const found = (await listOwnTeams(call)).map(async (team) => {
    const membership = await call.stores.memberships.findOfPerson(team.id, call.person.id);
    const open = membership && (await call.stores.checkIns.findOpen(membership.id));
    return membership && { team, membership, open };
  });
  return (await Promise.all(found)).filter((each) => each !== undefined);
}

async function toOpenWalk({ stores, voice, person, now }: Call, checkIn: CheckIn, team: Team): Promise<OpenWalk> {
  const turn = await stores.turns.findOfCheckIn(checkIn.id);
  const ends = turn && turn.windowEndsAt > now ? turn.windowEndsAt : undefined;
  return {
    checkInId: checkIn.id,
    teamName: team.name,
    answered: checkIn.items.filter(({ outcome }) => outcome !== "pending").length,
    total: checkIn.items.length,
    ...(ends !== undefined && { until: voice.dateTime(ends, person.zone ?? team.schedule.zone) }),
  };
}

/** As its standing was written last: the cost does not grow with what the team ever answered. */
async function toHomeTeam(call: Call, { team, membership, open }: OwnTeam): Promise<HomeTeam> {
  const { standing, change, gate, path } = await findTeamStanding(call, team);
  return {
    teamId: team.id,
    teamName: team.name,
    privacy: team.privacy,
    catalogue: await catalogueOf(call, standing.edition),
    standing,
    ...(change && { change }),
    gate,
    path: [
      ...path.map(({ round, whole }) => ({ label: call.voice.say("standing.trend.round", { number: round }), whole })),
      { label: call.voice.say("standing.trend.now"), whole: standing.whole },
    ],
    mayCheckIn: membership.kind === "member" && open === undefined,
  };
}

/** Taken ones first by their due date, then what was handed over and waits for an answer. */
async function listSteps(call: Call, own: readonly OwnTeam[]): Promise<readonly HomeStep[]> {
  const found = await Promise.all(
    own.map(async ({ team }) => {
      const steps = await call.stores.steps.listOfTeam(team.id);
      return Promise.all(steps.filter((step) => isMine(step, call.person.id)).map((step) => toHomeStep(call, step, team)));
    }),
  );
  const rank = ({ offered, due }: HomeStep) => `${offered ? 1 : 0} ${due ?? "9999"}`;
  return found.flat().sort((left, right) => (rank(left) < rank(right) ? -1 : 1));
}

function isMine({ status, ownerId, offeredTo }: Step, personId: string): boolean {
  return status === "taken" && (ownerId === personId || offeredTo === personId);
}

async function toHomeStep(call: Call, step: Step, team: Team): Promise<HomeStep> {
  const question = findQuestion(await catalogueOf(call, team.edition), step.questionId);
  const act = question?.answers[step.fromRating].nextStep;
  const today = toLocal(call.now, team.schedule.zone).date;
  return {
    stepId: step.id,
    revision: step.revision,
    teamName: team.name,
    name: question ? `${question.code} ${call.voice.of(question.title)}` : step.questionId,
    act: act ? call.voice.of(act) : "",
    ...(step.due !== undefined && { due: step.due }),
    overdue: step.due !== undefined && step.due < today,
    offered: step.offeredTo === call.person.id,
  };
}
