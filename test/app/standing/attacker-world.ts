/**
 * A private team in which somebody with every right but the database looks at everything after each act: the lead, another
 * member, an observer and a programme lead; commands, Home tabs, exports, the channel. One person, Tia, is looked for.
 */
import { buildHome } from "../../../src/app/standing/build-home.ts";
import { writeExport } from "../../../src/app/standing/write-export.ts";
import type { Contributions } from "../../../src/core/publication/publication-rule.ts";
import type { Rating } from "../../../src/core/rating.ts";
import type { Team } from "../../../src/core/team.ts";
import { DAY_MS } from "../../../src/core/time.ts";
import type { ExampleMember, ExampleTeam } from "../../helpers/example-team.ts";
import { aSchedule } from "../../helpers/team.ts";
import { aRoundWorld, type RoundWorld } from "../rounds/round-world.ts";

/** The lead is the first. `xan` and `yva` are accounts that never answer. */
export const MEMBERS = ["ana", "ben", "cem", "dee", "eve", "tia"] as const;
const TARGET = "tia";
const EXTRAS = ["xan", "yva"] as const;
const ROLES = ["developer", "platform", "security"] as const;

type Member = (typeof MEMBERS)[number];
type Other = Exclude<Member, "tia" | "ana">;

/** What the attacker has done, or waits for. Ratings go round the questions. */
export type Act =
  | { readonly do: "answers"; readonly who: Exclude<Member, "tia">; readonly ratings: readonly Rating[] }
  | { readonly do: "take-out" | "bring-back"; readonly who: Other | "tia" | (typeof EXTRAS)[number] }
  | { readonly do: "roles"; readonly who: Member; readonly roles: readonly (typeof ROLES)[number][] }
  | { readonly do: "forget"; readonly who: Other }
  | { readonly do: "days"; readonly days: number }
  | { readonly do: "milestone" | "digest" };

/** One value that was published of a question, with who stands in it. */
type Published = { readonly questionId: string; readonly people: Contributions; readonly score: string };

export type AttackedWorld = {
  readonly world: RoundWorld;
  readonly team: Team;
  act(act: Act, number: number): Promise<void>;
  /** Tia answers everything that she is asked with this rating. */
  targetAnswers(rating: Rating): Promise<void>;
  /** Everything that anybody but Tia reads now, by where it is read. */
  look(): Promise<ReadonlyMap<string, string>>;
  /** Every value that was published so far, oldest first. */
  published(): Promise<readonly Published[]>;
  targetMembershipId: string;
};

export async function anAttackedWorld(): Promise<AttackedWorld> {
  const world = await aRoundWorld({ home: buildHome });
  const example = await world.team([...MEMBERS], { channelId: "c-1", schedule: aSchedule({ zone: "UTC" }) });
  const { team } = example;
  for (const userId of EXTRAS) world.actor(userId);
  const observer = world.actor("obs");
  const programmeLead = world.actor("pia");
  await programmeLead.opensHome();
  const pia = await programmeLead.person();
  await world.stores((stores) => stores.people.save({ ...pia, programmeLead: true, programmeLeadBy: "operator" }));
  const lead = memberOf(example, "ana").actor;
  const revision = async () => (await world.stores((stores) => stores.teams.find(team.id)))?.revision ?? 0;
  const members = async (values: { readonly members?: string[]; readonly observers?: string[]; readonly remove?: string[] }) =>
    lead.submits(
      { form: "members", teamId: team.id, revision: await revision() },
      { members: [], leads: [], observers: [], remove: [], ...values },
    );
  await members({ observers: ["obs"] });
  let looks = 0;

  async function answerAll(userId: string, rate: (place: number) => Rating): Promise<void> {
    const { actor, membership } = memberOf(example, userId);
    await actor.says("assess");
    for (let place = 0; place < 40; place += 1) {
      const open = await world.stores((stores) => stores.checkIns.findOpen(membership.id));
      if (!open) return;
      const { position, id: checkInId, revision: seen } = open;
      const press = (event: Parameters<typeof toWalk>[0]["event"]) => actor.presses(toWalk({ checkInId, revision: seen, event }));
      if (position.on === "offer") await press({ do: "choose-baseline", choice: "all" });
      else if (position.on === "step") await press({ do: "step-report", stepId: position.stepId, report: "not-yet" });
      else if (position.on === "summary") await press({ do: "finish" });
      else {
        const reply = { kind: "rating", rating: rate(place) } as const;
        await press({ do: "answer", questionId: position.questionId, reply });
      }
    }
  }

  async function act(done: Act, number: number): Promise<void> {
    world.clock.advance({ minutes: 1 });
    switch (done.do) {
      case "answers":
        return answerAll(done.who, (place) => done.ratings[place % done.ratings.length] ?? 0);
      case "take-out":
        return void (await members({ remove: [done.who] }));
      case "bring-back":
        return void (await members({ members: [done.who] }));
      case "roles": {
        const { personId } = memberOf(example, done.who).membership;
        const context = { form: "roles", teamId: team.id, personId, revision: await revision() } as const;
        return void (await lead.submits(context, { roles: [...done.roles] }));
      }
      case "forget":
        return void (await memberOf(example, done.who).actor.presses({ act: "confirm-forget" }));
      case "days":
        return world.runUntil(world.clock.now() + done.days * DAY_MS);
      case "milestone":
        return void (await lead.says(`milestone m${number}`));
      case "digest":
        return void (await lead.says("digest"));
      default:
        return done satisfies never;
    }
  }

  async function readFile(format: "json" | "md" | "csv"): Promise<string> {
    let text = "";
    const { personId } = memberOf(example, "ana").membership;
    const { workspace } = world;
    const of = { id: "export", workspaceId: workspace.id, personId, teamId: team.id, scope: "team", locale: "en" } as const;
    await writeExport({
      world: world.world,
      order: { ...of, format, now: world.clock.now() },
      async write(part) {
        text += part;
      },
    });
    return text;
  }

  return {
    world,
    team,
    act,
    targetAnswers: (rating) => answerAll(TARGET, () => rating),
    async look() {
      looks += 1;
      const seen = new Map<string, string>();
      const codes = world.catalogue.dimensions.flatMap(({ sections }) =>
        sections.flatMap(({ questions }) => questions.map(({ code }) => code)),
      );
      for (const line of [
        "status",
        "why",
        ...codes.map((code) => `why ${code}` as const),
        "gate",
        "next",
        "steps",
        "milestone",
      ]) {
        seen.set(`lead: ${line}`, JSON.stringify(await lead.says(line)));
      }
      const ben = memberOf(example, "ben").actor;
      for (const [name, actor] of [["observer", observer] as const, ["member", ben] as const]) {
        const lines = looks % 2 === 0 ? ["status", "gate"] : ["why", "next"];
        for (const line of lines) seen.set(`${name}: ${line}`, JSON.stringify(await actor.says(line)));
      }
      seen.set("programme lead: overview", JSON.stringify(await programmeLead.says("overview")));
      seen.set("lead: home", JSON.stringify(await lead.opensHome()));
      for (const format of ["json", "md", "csv"] as const) seen.set(`export ${format}`, await readFile(format));
      seen.set("sent to others", JSON.stringify(await listSentToOthers(world, example)));
      return seen;
    },
    async published() {
      const questions = world.catalogue.dimensions.flatMap(({ sections }) => sections.flatMap((section) => section.questions));
      const values = await world.stores((stores) =>
        stores.publications.listOfQuestions(
          team.id,
          questions.map(({ id }) => id),
        ),
      );
      return values.map(({ questionId, people, ratings }) => ({
        questionId,
        people,
        score: (ratings.reduce<number>((sum, rating) => sum + rating, 0) / (3 * ratings.length)).toFixed(4),
      }));
    },
    targetMembershipId: memberOf(example, TARGET).membership.id,
  };
}

/** Messages to the channel and to everybody but Tia. */
async function listSentToOthers(world: RoundWorld, example: ExampleTeam): Promise<readonly unknown[]> {
  const { personId } = memberOf(example, TARGET).membership;
  return world.sender.received
    .filter(({ target }) => target.to !== "person" || target.personId !== personId)
    .map(({ target, operation, message }) => ({ target, operation, message }));
}

function memberOf({ members }: ExampleTeam, userId: string): ExampleMember {
  const found = members.find(({ actor }) => actor.userId === userId);
  if (!found) throw new Error(`${userId} is not in the team`);
  return found;
}

type Walk = Extract<Parameters<ExampleMember["actor"]["presses"]>[0], { act: "walk" }>;

function toWalk({ checkInId, revision, event }: Pick<Walk, "checkInId" | "revision" | "event">): Walk {
  return { act: "walk", checkInId, revision, event };
}
