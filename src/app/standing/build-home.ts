/** Gathers what a person's home shows: Slack's Home tab, or the playground's overview of one person. */
import { listAbsences } from "../../core/absence.ts";
import { findQuestion } from "../../core/catalogue/catalogue.ts";
import type { CheckIn } from "../../core/check-in/check-in.ts";
import type { Step } from "../../core/next-steps/step.ts";
import { toLocal } from "../../core/schedule/local-time.ts";
import { leadsProgrammeOf, type Membership, type Team } from "../../core/team.ts";
import type { Message } from "../../message/message.ts";
import { type Page, takePage } from "../../message/pages.ts";
import { withMarkedName } from "../../message/person-names.ts";
import {
  buildHomePage,
  buildHomeScreen,
  buildWaitingScreen,
  type HomeList,
  ON_HOME,
  type OpenWalk,
} from "../../message/screens/home/home-screen.ts";
import type { HomeStep } from "../../message/screens/home/home-steps.ts";
import type { HomeTeam } from "../../message/screens/home/home-team.ts";
import { sayEnds } from "../../message/screens/preferences/away-screen.ts";
import { sayDay } from "../../message/screens/schedule/schedule-words.ts";
import { type Call, catalogueOf, listOwnTeams } from "../call.ts";
import type { Actions } from "../feature.ts";
import type { Outcome } from "../request.ts";
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
    open: await toOpenWalks(call, own),
    teams: await toHomeTeams(call, own),
    steps: await toHomeSteps(call, own),
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
    open: await toOpenWalks(call, own),
    steps: await toHomeSteps(call, own),
    inTeam: own.length > 0,
    mayCheckIn: own.some(({ membership, open }) => membership.kind === "member" && open === undefined),
  });
}

/** Shows another page of one of the lists of the person's home. */
export async function showHomePage(call: Call, { list, page }: Actions["show-home"]): Promise<Outcome> {
  return { notice: buildHomePage(call.voice, await pageOfHome(call, list, page)), settles: true };
}

async function pageOfHome(call: Call, list: HomeList["list"], number: number): Promise<HomeList> {
  const own = await listTeams(call);
  switch (list) {
    case "open":
      return { list, page: await toOpenWalks(call, own, number) };
    case "teams":
      return { list, page: await toHomeTeams(call, own, number) };
    case "steps":
      return { list, page: await toHomeSteps(call, own, number) };
    default:
      return list satisfies never;
  }
}

/** Reads what stands on the page alone, so that the cost does not grow with the list. */
async function fillPage<T, U>(list: readonly T[], number: number, fill: (one: T) => Promise<U>): Promise<Page<U>> {
  const page = takePage(list, number, ON_HOME);
  return { ...page, items: await Promise.all(page.items.map(fill)) };
}

function toOpenWalks(call: Call, own: readonly OwnTeam[], number = 1): Promise<Page<OpenWalk>> {
  const walks = own.flatMap(({ team, open }) => (open ? [{ team, open }] : []));
  return fillPage(walks, number, ({ team, open }) => toOpenWalk(call, open, team));
}

function toHomeTeams(call: Call, own: readonly OwnTeam[], number = 1): Promise<Page<HomeTeam>> {
  return fillPage(own, number, (each) => toHomeTeam(call, each));
}

async function toHomeSteps(call: Call, own: readonly OwnTeam[], number = 1): Promise<Page<HomeStep>> {
  return takePage(await listSteps(call, own), number, ON_HOME);
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
