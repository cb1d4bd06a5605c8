/** Set-up, roster and schedule for leads; each person's own settings; help over the commands of every feature. */
import type { Command, Feature } from "../feature.ts";
import { openAwayForm, setAway, submitAway } from "./away.ts";
import { MAX_DATE_WORDS } from "./date-words.ts";
import { askToForget, forgetPerson } from "./forget.ts";
import { showHelp } from "./help.ts";
import { pressLanguage, setLanguage } from "./language.ts";
import { askToLeave, confirmLeave } from "./leave.ts";
import { openPauseForm, pauseTeam, resumeTeam, submitPause } from "./pause.ts";
import { showPrivacy } from "./privacy.ts";
import { openProgrammeForm, submitProgramme } from "./programme.ts";
import { pressNudges, pressReminders, setReminders } from "./reminders.ts";
import { keepMember, removeMember } from "./remove-member.ts";
import { openRolesForm, showRoles, submitRoles } from "./roles.ts";
import { openMembersForm, showRoster, submitMembers } from "./roster.ts";
import { openScheduleForm, saveSchedule, showSchedule, submitSchedule } from "./schedule.ts";
import { openSetup, runSetup, submitSetup } from "./set-up.ts";

/** `schedule` takes no words, but its own page says so and leads on; more of them are a sentence. */
const MAX_SCHEDULE_WORDS = 3;

export const teamSettingsFeature: Feature = {
  commands: [
    { word: "setup", who: "all", run: runSetup },
    { word: "schedule", takes: MAX_SCHEDULE_WORDS, who: "leads", run: showSchedule },
    { word: "members", who: "leads", run: showRoster },
    { word: "roles", who: "leads", run: showRoles },
    { word: "pause", usage: "[until]", takes: MAX_DATE_WORDS, who: "leads", run: pauseTeam },
    { word: "resume", who: "leads", run: resumeTeam },
  ],
  presses: { "save-schedule": saveSchedule, "remove-member": removeMember, "keep-member": keepMember },
  openings: {
    setup: openSetup,
    schedule: openScheduleForm,
    members: openMembersForm,
    roles: openRolesForm,
    pause: openPauseForm,
    programme: openProgrammeForm,
  },
  submissions: {
    setup: submitSetup,
    schedule: submitSchedule,
    members: submitMembers,
    roles: submitRoles,
    pause: submitPause,
    programme: submitProgramme,
  },
};

export const personalSettingsFeature: Feature = {
  commands: [
    { word: "away", usage: "[until]", takes: MAX_DATE_WORDS, who: "all", run: setAway },
    { word: "reminders", usage: "off|light|standard", who: "all", run: setReminders },
    { word: "language", usage: "en|zh-CN", who: "all", run: setLanguage },
    { word: "privacy", who: "all", run: showPrivacy },
    { word: "leave", who: "viewers", run: askToLeave },
    { word: "forget me", who: "all", run: askToForget },
  ],
  presses: {
    "set-reminders": pressReminders,
    "set-nudges": pressNudges,
    "set-language": pressLanguage,
    "confirm-leave": confirmLeave,
    "confirm-forget": forgetPerson,
  },
  openings: { away: openAwayForm },
  submissions: { away: submitAway },
};

/** `help` over the commands of these features and its own. */
export function createHelpFeature(features: readonly Feature[]): Feature {
  const help: Command = {
    word: "help",
    who: "all",
    run: (call) => showHelp(call, [...features.flatMap(({ commands }) => commands), help]),
  };
  return { commands: [help], presses: {}, openings: {}, submissions: {} };
}
