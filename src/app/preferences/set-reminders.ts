/** How often a person is reminded, and whether next steps are suggested to them between rounds. */
import type { ReminderLevel } from "../../core/team.ts";
import type { Action } from "../../message/action.ts";
import { buildReminders, REMINDER_LEVELS } from "../../message/screens/preferences/personal.ts";
import type { Text } from "../../message/text.ts";
import type { Call } from "../call.ts";
import type { Outcome } from "../request.ts";

/**
 * Sets how often the person is reminded; without a word it says how things are. Refuses any word but `off`, `light` and
 * `standard`.
 */
export async function setReminders(call: Call, args: readonly string[]): Promise<Outcome> {
  const [word] = args;
  if (word === undefined) return { notice: buildReminders(call.voice, { person: call.person }) };
  const level = REMINDER_LEVELS.find((candidate) => candidate === word.toLowerCase());
  if (args.length === 1 && level) return keepReminders(call, level);
  const wrong = call.voice.say("personal.reminders.wrong", { word: args.join(" ").slice(0, 40) });
  return { notice: buildReminders(call.voice, { person: call.person, said: wrong }) };
}

/** Sets how often the person is reminded to the level on the button. */
export async function pressReminders(call: Call, action: Extract<Action, { act: "set-reminders" }>): Promise<Outcome> {
  return keepReminders(call, action.level);
}

/** Switches the suggestions between rounds on or off for the person. */
export async function pressNudges(call: Call, action: Extract<Action, { act: "set-nudges" }>): Promise<Outcome> {
  const person = { ...call.person, nudges: action.on };
  await call.stores.people.save(person);
  return answer({ ...call, person }, call.voice.runs(action.on ? "personal.nudges.set-on" : "personal.nudges.set-off"));
}

async function keepReminders(call: Call, reminders: ReminderLevel): Promise<Outcome> {
  const id = call.person.reminders === reminders ? "personal.reminders.same" : "personal.reminders.set";
  const person = { ...call.person, reminders };
  await call.stores.people.save(person);
  return answer({ ...call, person }, call.voice.runs(id, { level: call.voice.say(`words.reminders.${reminders}`) }));
}

function answer(call: Call, said: Text): Outcome {
  return { notice: buildReminders(call.voice, { person: call.person, said }) };
}
