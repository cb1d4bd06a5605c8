/** `checkin`: the playground's check-in in the terminal, over the same database and by the same use cases as its page. */
import { select } from "@clack/prompts";
import type { Storage } from "../app/ports/world.ts";
import type { Bot } from "../bot/bot-parts.ts";
import { createBot } from "../bot/bot.ts";
import { DEFAULT_CATALOGUE_DIRECTORY, PROMPTS_DIRECTORY } from "../bot/package-root.ts";
import type { Person, Workspace } from "../core/team.ts";
import { createPublicHolidays } from "../holidays/public-holidays.ts";
import type { Message } from "../message/message.ts";
import type { Voice } from "../message/voice/voice.ts";
import { createVoices } from "../message/voice/voices.ts";
import { createPlaygroundClock } from "../playground/playground-clock.ts";
import { createPlaygroundDirectory } from "../playground/playground-directory.ts";
import { createPlaygroundSender } from "../playground/playground-sender.ts";
import { directOf, kindOfRef } from "../playground/shown.ts";
import { checkInAtTerminal } from "../playground/terminal/terminal.ts";
import { findPlayground } from "../playground/workspace.ts";
import { loadCatalogue } from "../storage/catalogue/load-catalogue.ts";
import { createIds } from "../storage/ids.ts";
import { openStorage } from "../storage/open-storage.ts";
import { findNearest } from "./arguments.ts";
import { CommandRefusal } from "./command-refusal.ts";
import type { CliCall, ExitCode } from "./command.ts";
import { catalogueDirectoryOf, requireDatabase } from "./database.ts";

/** How many of the bot's newest messages are searched for the open card. */
const LOOKED_AT = 20;

/**
 * Runs a check-in of the playground in the terminal. Refuses where nobody can answer questions, where there is no
 * database, and a name that nobody has.
 */
export async function checkIn(call: CliCall): Promise<ExitCode> {
  const { terminal, voice } = call;
  const { streams } = terminal;
  if (!streams) throw new CommandRefusal((voice) => voice.say("cli.refused.needs-terminal"));
  const { url } = await requireDatabase(terminal);
  const storage = await openStorage({ url });
  try {
    const workspace = await storage.work((stores) => findPlayground(stores));
    const people = workspace ? await storage.work((stores) => stores.people.listOfWorkspace(workspace.id)) : [];
    if (!workspace || people.length === 0) {
      await terminal.out(`${voice.say("cli.checkin.nobody")}\n`);
      return 0;
    }
    const person = await choosePerson(call, people);
    if (!person) return 0;
    const bot = await createPlaygroundBot(call, storage);
    await checkInAtTerminal({
      handle: bot.app.handle,
      from: { workspaceId: workspace.id, platformUserId: await accountOf(storage, workspace, person), place: { in: "direct" } },
      readNewest: () => readNewest(bot, person),
      voice: voiceOf(bot, voice, person, call),
      streams,
    });
    return 0;
  } finally {
    await storage.close();
  }
}

async function choosePerson(call: CliCall, people: readonly Person[]): Promise<Person | undefined> {
  const named = call.text("as");
  if (named !== undefined) {
    const found = people.find(({ name }) => name.toLowerCase() === named.toLowerCase());
    if (found) return found;
    const nearest = findNearest(
      named,
      people.map(({ name }) => name.toLowerCase()),
    );
    const known = people.find(({ name }) => name.toLowerCase() === nearest)?.name;
    throw new CommandRefusal((voice) =>
      voice.say("cli.refused.no-person", { name: named, known: known ?? people.map(({ name }) => name).join(", ") }),
    );
  }
  const options = people.map(({ id, name }) => ({ value: id, label: name }));
  const chosen = await select({ ...call.terminal.streams, message: call.voice.say("cli.checkin.who"), options });
  return people.find(({ id }) => id === chosen);
}

async function accountOf(storage: Storage, workspace: Workspace, person: Person): Promise<string> {
  const accounts = await storage.work((stores) => stores.people.accountsOf(person.id));
  return accounts.find(({ workspaceId }) => workspaceId === workspace.id)?.platformUserId ?? person.id;
}

/** Delivers to the playground alone: what waits for a platform is left to the bot. */
async function createPlaygroundBot({ terminal }: CliCall, storage: Storage): Promise<Bot> {
  const clock = await createPlaygroundClock({ storage, system: terminal });
  const sender = createPlaygroundSender({ storage, clock });
  return createBot({
    storage,
    clock,
    ids: createIds(clock, Math.random),
    voice: await createVoices(PROMPTS_DIRECTORY),
    catalogue: await loadCatalogue({ folder: catalogueDirectoryOf(terminal) ?? DEFAULT_CATALOGUE_DIRECTORY, storage }),
    directory: createPlaygroundDirectory(storage),
    holidays: createPublicHolidays(),
    senders: ({ platform }) => (platform === "playground" ? sender : undefined),
    log: { info: () => {}, warn: () => {}, error: ({ cause }) => terminal.err(`${String(cause)}\n`) },
  });
}

/** Returns the newest message of the bot that was not removed. */
async function readNewest(bot: Bot, person: Person): Promise<Message | undefined> {
  await bot.delivery.drain();
  const entries = await bot.world.storage.work((stores) => stores.shown.listOf(directOf(person.id), LOOKED_AT));
  return entries.findLast(({ ref }) => kindOfRef(ref) === "post")?.message;
}

/** Returns the voice for the words around the card: the card's language, unless another was asked for. */
function voiceOf(bot: Bot, voice: Voice, person: Person, { text }: CliCall): Voice {
  const locale = person.chosenLocale ?? person.platformLocale;
  return text("locale") === undefined && locale ? bot.world.voice(locale) : voice;
}
