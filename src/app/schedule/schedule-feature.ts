/** When a team is asked: its schedule and its pauses. */
import type { Feature } from "../feature.ts";
import { settling } from "../look-up.ts";
import { openScheduleForm, saveSchedule, showSchedule, submitSchedule } from "./change-schedule.ts";
import { MAX_DATE_WORDS } from "./date-words.ts";
import { openPauseForm, pauseTeam, resumeTeam, submitPause } from "./pause.ts";

/** `schedule` takes no words, but its own page says so and leads on; more of them are a sentence. */
const MAX_SCHEDULE_WORDS = 3;

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
