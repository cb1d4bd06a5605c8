/** The form that appoints programme leads. Only a programme lead may open it, and at least one lead must remain. */
import { leadsProgrammeOf, type Person } from "../../core/team.ts";
import type { FormValues } from "../../message/form.ts";
import { markName } from "../../message/person-names.ts";
import { buildProgrammeForm } from "../../message/screens/programme/members-programme.ts";
import { type Call, localeOf } from "../call.ts";
import { meetingChosenPeople, nameStranger, type Strangers } from "../chosen-people.ts";
import { carriedOr, readList } from "../form-values.ts";
import { answerWith, buildNotice } from "../notices.ts";
import { queuePost } from "../posting.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { beginProgramme, endProgramme } from "./begin-programme.ts";

/**
 * Opens the form with the programme leads who have an account in this workspace. Refuses everybody who isn't a programme
 * lead.
 */
export async function openProgrammeForm(call: Call): Promise<Outcome> {
  if (!leadsProgrammeOf(call.person, call.workspace.id)) return refuse(call);
  const leads = await listHere(call);
  return {
    form: buildProgrammeForm(
      call.voice,
      leads.map(({ userId }) => userId),
    ),
  };
}

/**
 * Makes the chosen people the programme leads of this workspace. At its field, it refuses an empty choice, people whom
 * the bot does not know and people who belong to another workspace.
 */
export const submitProgramme = meetingChosenPeople(appointLeads);

async function appointLeads(
  call: Call,
  _context: unknown,
  values: FormValues<"programme">,
  strangers: Strangers,
): Promise<FormOutcome<"programme">> {
  if (!leadsProgrammeOf(call.person, call.workspace.id)) return refuse(call);
  const current = await listHere(call);
  const ids = carriedOr(
    readList(values, "people"),
    current.map(({ userId }) => userId),
  );
  const named = await Promise.all(ids.map((id) => call.stores.people.findByAccount(call.workspace.id, id)));
  const unknown = ids.filter((_, index) => named[index] === undefined).map((id) => nameStranger(strangers, id));
  const { voice } = call;
  if (unknown.length > 0) return { errors: { people: voice.say("setup.error.person-unknown", { names: voice.list(unknown) }) } };
  const chosen = named.filter((person) => person !== undefined);
  const elsewhere = chosen.filter(({ workspaceId }) => workspaceId !== call.workspace.id).map(markName);
  if (elsewhere.length > 0)
    return { errors: { people: voice.say("members.programme.elsewhere", { names: voice.list(elsewhere) }) } };
  if (chosen.length === 0) return { errors: { people: voice.say("members.programme.none") } };
  for (const { person } of current) if (!chosen.some(({ id }) => id === person.id)) await end(call, person);
  for (const person of chosen) if (!person.programmeLead) await begin(call, person);
  const names = voice.list(chosen.map(markName));
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
    message: buildNotice(voice, voice.runs(id, { name: call.person.name, workspace: call.workspace.name })),
  });
}

/** Programme leads who have an account on this side; the form shows and changes these alone. */
async function listHere({ stores, workspace }: Call): Promise<readonly { readonly person: Person; readonly userId: string }[]> {
  const leads = (await stores.people.listOfWorkspace(workspace.id)).filter((person) => leadsProgrammeOf(person, workspace.id));
  const accounts = await Promise.all(leads.map(({ id }) => stores.people.accountsOf(id)));
  return leads.flatMap((person, index) => {
    const account = accounts[index]?.find(({ workspaceId }) => workspaceId === workspace.id);
    return account ? [{ person, userId: account.platformUserId }] : [];
  });
}

function refuse({ voice }: Call): Outcome {
  return answerWith(voice, voice.runs("errors.programme-leads-only", { command: "overview" }));
}
