/** Declares when a team is asked: its schedule and its pauses. */
import { type Feature, settling } from "../feature.ts";
import { openScheduleForm, saveSchedule, showSchedule, submitSchedule } from "./change-schedule.ts";
import { MAX_DATE_WORDS } from "./date-words.ts";
import { openPauseForm, pauseTeam, resumeTeam, submitPause } from "./pause.ts";

/** `schedule` takes no words, but answers up to this many with its page and a hint. A longer text is read as a sentence. */
const MAX_SCHEDULE_WORDS = 3;

/** Declares `schedule`, `pause` and `resume` with their forms, for leads. */
export const scheduleFeature: Feature = {
  commands: [
    { word: "schedule", takes: MAX_SCHEDULE_WORDS, who: "leads", run: showSchedule },
    { word: "pause", usage: "[until]", takes: MAX_DATE_WORDS, who: "leads", run: pauseTeam },
    { word: "resume", who: "leads", run: resumeTeam },
  ],
  presses: { "save-schedule": settling(saveSchedule) },
  openings: { schedule: openScheduleForm, pause: openPauseForm },
  submissions: { schedule: submitSchedule, pause: submitPause },
};
