/** Looks at the start whether programmes are led, and by whom they should be. */
import { SpeedboatError } from "../../core/errors.ts";
import { leadsProgrammeOf } from "../../core/team.ts";
import type { Log } from "../ports/log.ts";
import type { World } from "../ports/world.ts";
import { listAwaitedLeads } from "./listed-leads.ts";

const ADD = "npx speedboat programme add WORKSPACE/USER-ID";

/**
 * Warns of workspaces whose programme is led by whoever was first there, and names the command that tells who. Throws
 * `config-invalid` where only programme leads may set up teams and nobody leads a programme or is listed to.
 */
export async function checkProgrammes(world: World, { log }: { readonly log: Log }): Promise<void> {
  const { leads, first } = await world.storage.work(async (stores) => {
    const workspaces = (await stores.workspaces.list()).filter(({ uninstalledAt }) => uninstalledAt === undefined);
    const people = await Promise.all(
      workspaces.map(async ({ id, platform }) => {
        const all = (await stores.people.listOfWorkspace(id)).filter((person) => leadsProgrammeOf(person, id));
        return { leads: all.length, first: platform === "playground" ? 0 : all.filter(isFirst).length };
      }),
    );
    const awaited = (await listAwaitedLeads({ stores })).length;
    return { leads: sum(people.map((each) => each.leads)) + awaited, first: sum(people.map((each) => each.first)) };
  });
  if (first > 0) {
    log.warn(
      { people: first },
      "programme leads by being first, which nobody becomes any more: see npx speedboat programme list, then keep or remove them",
    );
  }
  if (world.teamCreation !== "programme" || leads > 0 || (world.programmeLeads ?? []).length > 0) return;
  const reason = `“programme” lets only programme leads set up teams, and there is none: ${ADD}, or set PROGRAMME_LEADS`;
  throw new SpeedboatError("config-invalid", { variable: "TEAM_CREATION", reason });
}

function isFirst({ programmeLeadBy }: { readonly programmeLeadBy?: string }): boolean {
  return programmeLeadBy === "first";
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
