/** The `language` command: it takes effect with the next message, and on the open card too. */
import { type Locale, nearestLocale } from "../../core/locale.ts";
import type { Person } from "../../core/team.ts";
import type { Action } from "../../message/action.ts";
import { buildLanguage } from "../../message/screens/preferences/personal.ts";
import { foldWord } from "../../message/voice/vocabulary.ts";
import type { Call } from "../call.ts";
import { buildCard } from "../check-in/view.ts";
import { findLivePost, queueEdit } from "../posting.ts";
import type { Outcome } from "../request.ts";

/** Sets the person's language; without a word it says which one is set. Refuses a word that names no language the bot speaks. */
export async function setLanguage(call: Call, args: readonly string[]): Promise<Outcome> {
  const word = args.join(" ");
  if (word === "") return { notice: buildLanguage(call.voice) };
  const locale = call.voice.vocabulary.languages.get(foldWord(word)) ?? nearestLocale(word);
  if (locale) return keepLanguage(call, locale);
  return { notice: buildLanguage(call.voice, call.voice.say("personal.language.wrong", { word: word.slice(0, 40) })) };
}

/** Sets the language that the button names, and translates the person's open cards. */
export async function pressLanguage(call: Call, action: Extract<Action, { act: "set-language" }>): Promise<Outcome> {
  return keepLanguage(call, action.locale);
}

async function keepLanguage(call: Call, chosenLocale: Locale): Promise<Outcome> {
  const person: Person = { ...call.person, chosenLocale };
  await call.stores.people.save(person);
  await translateOpenCards(call, person);
  const voice = call.world.voice(chosenLocale);
  return { notice: buildLanguage(voice, voice.say("personal.language.set")) };
}

async function translateOpenCards(call: Call, person: Person): Promise<void> {
  for (const membership of await call.stores.memberships.listOfPerson(person.id)) {
    const checkIn = await call.stores.checkIns.findOpen(membership.id);
    const team = checkIn && (await call.stores.teams.find(checkIn.teamId));
    const post = checkIn && (await findLivePost(call, "check-in", checkIn.id));
    if (checkIn && team && post) await queueEdit(call, post, await buildCard(call, checkIn, { person, team }));
  }
}
