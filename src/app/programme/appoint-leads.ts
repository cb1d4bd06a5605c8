/** The form that appoints programme leads. Only a programme lead may open it, and at least one lead must remain. */
import { isLost, leadsProgrammeOf, type Person } from "../../core/team.ts";
import type { FormValues } from "../../message/form.ts";
import { nameSome } from "../../message/pages.ts";
import { markName, withMarkedName } from "../../message/person-names.ts";
import { buildProgrammeForm } from "../../message/screens/programme/members-programme.ts";
import { MAX_PEOPLE_AT_ONCE } from "../../message/screens/team/setup.ts";
import { type Call, localeOf } from "../call.ts";
import { type Chosen, findChosen, meetingChosenPeople } from "../chosen-people.ts";
import { carriedOr, readList } from "../form-values.ts";
import { answerWith, buildNotice } from "../notices.ts";
import { queuePost } from "../posting.ts";
import { refuseNonProgrammeLead } from "../refusals.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { kindIn } from "../team/may-lead.ts";
import { beginProgramme, endProgramme } from "./listed-leads.ts";

/**
 * Opens the form with the programme leads who have an account in this workspace. Refuses everybody who isn't a programme
 * lead.
 */
export async function openProgrammeForm(call: Call): Promise<Outcome> {
  if (!leadsProgrammeOf(call.person, call.workspace.id)) return refuseNonProgrammeLead(call, "overview");
  return { form: buildProgrammeForm(call.voice, (await listHere(call)).map(withMarkedName)) };
}

/**
 * Appoints the chosen people as programme leads of this workspace and dismisses those whom the form names for that;
 * everybody else stays as they are. At its field, it refuses to leave nobody, people whom the bot does not know and
 * people who belong to another workspace.
 */
export const submitProgramme = meetingChosenPeople(appointLeads);

async function appointLeads(
  call: Call,
  _context: unknown,
  values: FormValues<"programme">,
  chosen: Chosen,
): Promise<FormOutcome<"programme">> {
  if (!leadsProgrammeOf(call.person, call.workspace.id)) return refuseNonProgrammeLead(call, "overview");
  const { voice, workspace } = call;
  const words = carriedOr(readList(values, "people"), []);
  if (words.length > MAX_PEOPLE_AT_ONCE) {
    return { errors: { people: voice.say("setup.error.too-many-at-once", { count: words.length, max: MAX_PEOPLE_AT_ONCE }) } };
  }
  const { people, error } = await findChosen(call, words, chosen);
  const unmet = people.filter((each) => each.unmet).map(({ account }) => account);
  const unknown =
    error ?? (unmet.length > 0 ? voice.say("setup.error.person-unknown", { names: nameSome(voice, unmet) }) : undefined);
  if (unknown !== undefined) return { errors: { people: unknown } };
  const elsewhere = people.filter(({ person }) => person.workspaceId !== workspace.id).map(({ person }) => markName(person));
  if (elsewhere.length > 0)
    return { errors: { people: voice.say("members.programme.elsewhere", { names: nameSome(voice, elsewhere) }) } };
  const guests = await listGuests(
    call,
    people.map(({ person }) => person),
  );
  if (guests.length > 0)
    return { errors: { people: voice.say("setup.error.lead-guest", { names: nameSome(voice, guests.map(markName)) }) } };
  const leads = await listHere(call);
  const dismissed = carriedOr(readList(values, "remove"), []);
  const added = people.map(({ person }) => person);
  const staying = leads.filter(({ id }) => !dismissed.includes(id) && added.every((person) => person.id !== id));
  if (staying.length + added.length === 0) return { errors: { remove: voice.say("members.programme.none") } };
  for (const person of leads) {
    if (!staying.includes(person) && added.every(({ id }) => id !== person.id)) await end(call, person);
  }
  for (const person of added) if (!person.programmeLead) await begin(call, person);
  const names = nameSome(voice, [...staying, ...added].map(markName));
  return answerWith(voice, voice.runs("members.programme.saved", { names }), { tone: "good" });
}

async function begin(call: Call, person: Person): Promise<void> {
  await beginProgramme(call, person, "programme-lead");
  await tell(call, person, "members.programme.begun");
}

async function end(call: Call, person: Person): Promise<void> {
  await endProgramme(call, person);
  await tell(call, person, "members.programme.ended");
}

/** Whoever acts knows it already. */
async function tell(call: Call, person: Person, id: "members.programme.begun" | "members.programme.ended"): Promise<void> {
  if (person.id === call.person.id) return;
  const voice = call.world.voice(localeOf(person, call.workspace));
  await queuePost(call, {
    target: { to: "person", personId: person.id },
    workspaceId: call.workspace.id,
    purpose: "notice",
    subjectId: person.id,
    message: buildNotice(voice, voice.runs(id, { name: markName(call.person), workspace: call.workspace.name })),
  });
}

async function listGuests({ stores, workspace }: Call, people: readonly Person[]): Promise<readonly Person[]> {
  const kinds = await Promise.all(people.map(({ id }) => kindIn({ stores }, workspace.id, id)));
  return people.filter((person, index) => kinds[index] === "guest" || isLost(person));
}

/** The programme leads of this workspace; the form shows and changes these alone. */
async function listHere({ stores, workspace }: Call): Promise<readonly Person[]> {
  return (await stores.people.listOfWorkspace(workspace.id)).filter((person) => leadsProgrammeOf(person, workspace.id));
}
