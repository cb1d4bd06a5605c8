/** The `milestone` command: leads store a standing under a name and compare it with today's. */
import type { Milestone } from "../../core/standing/records.ts";
import type { StoredStanding } from "../../core/standing/standing.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import {
  buildMilestoneComparison,
  buildMilestoneForm,
  buildMilestones,
  type KeptMilestone,
  MILESTONE_LENGTH,
  type MilestoneData,
  sayKept,
} from "../../message/screens/standing/milestone-screen.ts";
import type { Call, TeamCall } from "../call.ts";
import { carriedOr, readText } from "../form-values.ts";
import { answerWith } from "../notices.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { enterAsLead } from "./enter-as-lead.ts";
import { loadStandingOf } from "./load-standing.ts";
import { maskStoredFor, type StandingWithPath } from "./loaded-standing.ts";

type MilestoneContext = Extract<FormContext, { form: "milestone" }>;

const MAX_MILESTONES = 50;

/**
 * Lists the milestones; with a name, it creates one, or compares today with the milestone of that name. Refuses names
 * that are too long and more than 50 milestones.
 */
export async function runMilestone(call: TeamCall, args: readonly string[]): Promise<Outcome> {
  const name = args.join(" ").trim();
  if (name.length > MILESTONE_LENGTH) {
    return answerWith(call.voice, call.voice.runs("standing.milestone.too-long", { max: MILESTONE_LENGTH }));
  }
  return name === "" ? listMilestones(call) : keepOrCompare(call, name);
}

/** Opens the form that names a milestone. Refuses people who don't lead the team. */
export async function openMilestoneForm(call: Call, context: MilestoneContext): Promise<Outcome> {
  const entered = await enterAsLead(call, context.teamId, "milestone");
  return entered.kind === "refused" ? entered.outcome : { form: buildMilestoneForm(entered.call.voice, context.teamId) };
}

/**
 * Creates the milestone, or compares today with the one of that name. A missing name, or one that is too long, is refused
 * at its field, and people who don't lead the team are refused.
 */
export async function submitMilestone(
  call: Call,
  context: MilestoneContext,
  values: FormValues<"milestone">,
): Promise<FormOutcome<"milestone">> {
  const entered = await enterAsLead(call, context.teamId, "milestone");
  if (entered.kind === "refused") return entered.outcome;
  const { voice } = entered.call;
  const name = carriedOr(readText(values, "name"), "").replaceAll(/\s+/g, " ");
  if (name === "") return { errors: { name: voice.say("errors.required") } };
  if (name.length > MILESTONE_LENGTH) {
    return { errors: { name: voice.say("standing.milestone.too-long", { max: MILESTONE_LENGTH }) } };
  }
  return keepOrCompare(entered.call, name);
}

async function listMilestones(call: TeamCall): Promise<Outcome> {
  const loaded = await loadStandingOf(call, { team: call.team, at: call.now });
  const kept = await Promise.all(loaded.milestones.map((milestone) => findKept(call, loaded, milestone)));
  const newestFirst = kept.filter((milestone) => milestone !== undefined).sort((left, right) => right.at - left.at);
  return { notice: buildMilestones(call.voice, toData(loaded), newestFirst, call.page ?? 1) };
}

async function keepOrCompare(call: TeamCall, name: string): Promise<Outcome> {
  const { voice } = call;
  const loaded = await loadStandingOf(call, { team: call.team, at: call.now });
  const same = loaded.milestones.find((milestone) => milestone.name.toLowerCase() === name.toLowerCase());
  if (!same) return keep(call, loaded, name);
  const milestone = await findKept(call, loaded, same);
  if (!milestone) return listMilestones(call);
  const date = voice.date(milestone.at, call.team.schedule.zone);
  const notice = voice.say("standing.milestone.exists", { name: milestone.name, date });
  return { notice: buildMilestoneComparison(voice, toData(loaded), { milestone, notice }) };
}

async function keep(call: TeamCall, loaded: StandingWithPath, name: string): Promise<Outcome> {
  const { voice, team, stores, world, now } = call;
  if (loaded.milestones.length >= MAX_MILESTONES) {
    return answerWith(voice, voice.runs("standing.milestone.too-many", { max: MAX_MILESTONES }));
  }
  const milestone: Milestone = { id: world.ids.next(), teamId: team.id, name, at: now };
  const stored: StoredStanding = {
    id: world.ids.next(),
    teamId: team.id,
    milestoneId: milestone.id,
    gateMet: loaded.gate.metCount,
    gateTotal: loaded.gate.total,
    standing: loaded.standing,
  };
  await stores.milestones.save(milestone);
  await stores.standings.save(stored);
  const text = sayKept(voice, toKept(loaded, milestone, stored), loaded.catalogue.level + 1);
  return { notice: { locale: voice.locale, summary: name, elements: [{ kind: "paragraph", text, tone: "good" }] } };
}

async function findKept(call: TeamCall, loaded: StandingWithPath, milestone: Milestone): Promise<KeptMilestone | undefined> {
  const stored = await call.stores.standings.findOfMilestone(milestone.id);
  return stored && toKept(loaded, milestone, stored);
}

function toKept(loaded: StandingWithPath, { name, at }: Milestone, stored: StoredStanding): KeptMilestone {
  const gate = { met: stored.gateMet, total: stored.gateTotal };
  return { name, at, standing: maskStoredFor(loaded, stored), gate };
}

function toData(loaded: StandingWithPath): MilestoneData {
  const { team, catalogue, masked, gate } = loaded;
  return {
    teamId: team.id,
    teamName: team.name,
    catalogue,
    zone: team.schedule.zone,
    now: { standing: masked, gate: { met: gate.metCount, total: gate.total } },
  };
}
