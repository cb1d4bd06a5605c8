/** `person export|forget`: what somebody asks of whoever runs the bot, where they cannot ask the bot itself. */
import { open } from "node:fs/promises";
import { localeOf, type Work } from "../app/call.ts";
import { buildNotice } from "../app/notices.ts";
import { queuePost } from "../app/posting.ts";
import { describeForgetting, forgetPerson } from "../app/preferences/forget.ts";
import { recordPersonAct } from "../app/with-audit.ts";
import { type CliCall, type ExitCode, UsageError } from "./command.ts";
import { type FoundPerson, findPerson, toOneLine } from "./find-person.ts";
import { asOperator } from "./operator.ts";
import { listPersonRecords } from "./person-records.ts";

/**
 * Writes everything that is kept about a person into a new file that only its owner can read, for that person. The export is
 * written to the audit log, and the person is told. Refuses to print it, because it holds what they answered in private.
 */
export async function exportPerson(call: CliCall): Promise<ExitCode> {
  const { voice, terminal, args } = call;
  const path = call.text("out");
  if (path === undefined)
    throw new UsageError((words) => words.say("cli.wrong.value-missing", { option: "--out", value: "FILE" }));
  const name = await asOperator(call, "person export", async ({ act }) => {
    // Whether there is such a person is known before there is a file.
    await act((work) => findPerson(work.stores, args[0] ?? ""));
    const file = await open(path, "wx", 0o600);
    try {
      const exported = await act(async (work) => {
        const found = await findPerson(work.stores, args[0] ?? "");
        await recordPersonAct(work, { act: "person-exported", ...found });
        await tellExported(work, found);
        return { text: await listPersonRecords(work.stores, found.person), name: found.person.name };
      });
      await file.writeFile(exported.text);
      return exported.name;
    } finally {
      await file.close();
    }
  });
  await terminal.out(`${voice.say("cli.person.exported", { name: toOneLine(name), file: path })}\n`);
  return 0;
}

async function tellExported(work: Work, { person, workspace }: FoundPerson): Promise<void> {
  const voice = work.world.voice(localeOf(person, workspace));
  await queuePost(work, {
    target: { to: "person", personId: person.id },
    workspaceId: workspace.id,
    purpose: "notice",
    subjectId: person.id,
    message: buildNotice(voice, voice.runs("privacy.exported-by-operator")),
  });
}

/**
 * Deletes everything about a person, exactly as their own `forget me` does. Without `--yes` it says what would go, deletes nothing
 * and returns 1.
 */
export async function forgetSomebody(call: CliCall): Promise<ExitCode> {
  const { voice, terminal, args } = call;
  const isSure = call.flag("yes");
  const values = await asOperator(call, "person forget", ({ act }) =>
    act(async (work) => {
      const { person } = await findPerson(work.stores, args[0] ?? "");
      const { teams, answers, leaderless } = await describeForgetting(work, person);
      if (isSure) await forgetPerson(work, person);
      const left = leaderless.map(toOneLine);
      return { name: toOneLine(person.name), teams, answers, count: left.length, left: voice.list(left) };
    }),
  );
  if (isSure) await terminal.out(`${voice.say("cli.person.forgotten", values)}\n`);
  else terminal.err(`${voice.say("cli.person.would-forget", values)}\n`);
  return isSure ? 0 : 1;
}
