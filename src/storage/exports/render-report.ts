/** Renders the report that somebody asked for in the chat, as PDF or HTML. */
import type { ReportOrder, WrittenExport } from "../../app/ports/export-files.ts";
import type { World } from "../../app/ports/world.ts";
import { gatherProgrammeReport } from "../../app/report/gather-programme-report.ts";
import { gatherTeamReport } from "../../app/report/gather-team-report.ts";
import { nameFileOf } from "../../app/standing/name-file.ts";
import { SpeedboatError } from "../../core/errors.ts";
import { toLocal } from "../../core/schedule/local-time.ts";
import type { Paper } from "../../message/paper.ts";
import { toHtml } from "../../paper/to-html.ts";
import { toPdf } from "../../paper/to-pdf.ts";

const MEDIA_TYPES = { pdf: "application/pdf", html: "text/html; charset=utf-8" } as const;

/** A report as the bytes of its file. */
export type RenderedReport = WrittenExport & { readonly bytes: Uint8Array };

/** Renders the report in the language of its order. Throws `export-refused` where the team or the workspace is gone. */
export async function renderReport(world: World, order: ReportOrder): Promise<RenderedReport> {
  const { paper, about, date } =
    order.scope === "programme" ? await gatherOfProgramme(world, order) : await gatherOfTeam(world, order);
  const voice = world.voice(order.locale);
  const { format } = order;
  return {
    name: nameFileOf([voice.say("report.chat.file"), about], { format, date }),
    mediaType: MEDIA_TYPES[format],
    privacy: "private",
    isEmpty: false,
    bytes: format === "pdf" ? await toPdf(voice, paper) : new TextEncoder().encode(toHtml(voice, paper)),
  };
}

type Subject = { readonly paper: Paper; readonly about: string; readonly date: string };

function gatherOfTeam(world: World, order: Extract<ReportOrder, { readonly scope: "report" }>): Promise<Subject> {
  const { now } = order;
  return world.storage.work(async (stores) => {
    const team = await stores.teams.find(order.teamId);
    if (!team) throw new SpeedboatError("export-refused", { exportId: order.id });
    const paper = await gatherTeamReport({ stores, world, now }, team, world.voice(order.locale));
    return { paper, about: team.name, date: toLocal(now, team.schedule.zone).date };
  });
}

async function gatherOfProgramme(world: World, order: ReportOrder): Promise<Subject> {
  const workspace = await world.storage.work(({ workspaces }) => workspaces.find(order.workspaceId));
  if (!workspace) throw new SpeedboatError("export-refused", { exportId: order.id });
  const paper = await gatherProgrammeReport(world, workspace, world.voice(order.locale));
  return { paper, about: workspace.name, date: toLocal(order.now, "UTC").date };
}
