/**
 * A document as one self-contained HTML file: no script, nothing fetched, a policy that forbids both, and a style that prints.
 * Text is escaped, so what a user wrote stays words.
 */
import { createHash } from "node:crypto";
import type { ScoreRow } from "../message/message.ts";
import type { Paper, PaperElement } from "../message/paper.ts";
import { type Run, type Text, toRuns } from "../message/text.ts";
import type { Voice } from "../message/voice/voice.ts";
import { PALETTES } from "../pictures/palette.ts";
import { escapeXml as escape } from "../pictures/svg.ts";
import { toSvg } from "../pictures/to-svg.ts";

const { ink, muted, grid, track, now, target, good, bad } = PALETTES.light;
const STYLE = `
body{margin:0 auto;max-width:46rem;padding:2rem 1.25rem;font:1rem/1.5 Inter,"Noto Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif;color:${ink};background:#fff}
h1{font-size:1.75rem;line-height:1.25;margin:0}h2{font-size:1.2rem;margin:2rem 0 .5rem;break-after:avoid}
.about,.quiet,footer{color:${muted}}.good{color:${good}}.warning{color:${bad}}footer{margin-top:2.5rem;font-size:.85rem}
li{margin:.35rem 0}a{color:inherit;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:start;vertical-align:top;padding:.4rem .6rem .4rem 0;border-bottom:1px solid ${grid};overflow-wrap:anywhere}
th{color:${muted};font-weight:600}tr,figure{break-inside:avoid}thead{display:table-header-group}
dt{color:${muted}}dd{margin:0 0 .5rem}figure{margin:1rem 0}svg{max-width:100%;height:auto}
.scores td:nth-child(2){width:34%}.scores td:nth-child(3){font-weight:600;white-space:nowrap}
@page{margin:18mm}@media print{body{padding:0;max-width:none}}
`;

/** Returns the whole page. `voice` must speak the language of the document. */
export function toHtml(voice: Voice, { title, subtitle, elements, locale }: Paper): string {
  const hash = createHash("sha256").update(STYLE).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${escape(title)}</h1><p class="about">${escape(subtitle)}</p></header>
<main>
${elements.map(writeElement).join("\n")}
</main>
<footer>${escape(voice.say("report.made"))}</footer>
</body>
</html>
`;
}

function writeElement(element: PaperElement): string {
  switch (element.kind) {
    case "heading":
      return `<h2>${escape(element.text)}</h2>`;
    case "paragraph":
      return `<p${toneOf(element.tone)}>${writeText(element.text)}</p>`;
    case "list": {
      const tag = element.ordered ? "ol" : "ul";
      return `<${tag}>${element.items.map((item) => `<li>${writeText(item)}</li>`).join("")}</${tag}>`;
    }
    case "facts":
      return `<dl>${element.items.map(({ label, value }) => `<dt>${escape(label)}</dt><dd>${writeText(value)}</dd>`).join("")}</dl>`;
    case "scores":
      return `<table class="scores"><tbody>${element.rows.map(writeScore).join("")}</tbody></table>`;
    case "table":
      return writeTable(element.columns, element.rows);
    case "picture":
      return `<figure role="img" aria-label="${escape(element.alt)}">${toSvg(element.picture, "light")}</figure>`;
    default:
      return element satisfies never;
  }
}

function writeTable(columns: readonly string[], rows: readonly (readonly Text[])[]): string {
  const head = columns.map((column) => `<th scope="col">${escape(column)}</th>`).join("");
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${writeText(cell)}</td>`).join("")}</tr>`).join("");
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** The bar is a drawing for the eye; label, value and detail say the same in words. */
function writeScore({ label, share, target: aim, display, detail }: ScoreRow): string {
  const at = (part: number) => Math.round(part * 1000) / 10;
  const bar = `<svg aria-hidden="true" width="200" height="14" viewBox="0 0 100 7" preserveAspectRatio="none"><rect width="100" height="7" fill="${track}"/>${
    share === undefined ? "" : `<rect width="${at(share)}" height="7" fill="${now}"/>`
  }${aim === undefined ? "" : `<rect x="${at(aim) - 0.4}" width="0.8" height="7" fill="${target}"/>`}</svg>`;
  return `<tr><th scope="row">${escape(label)}</th><td>${bar}</td><td>${escape(display)}</td><td class="quiet">${escape(detail)}</td></tr>`;
}

function writeText(text: Text): string {
  return toRuns(text).map(writeRun).join("");
}

function writeRun({ text, style, href }: Run): string {
  const words = escape(text);
  const styled = style === undefined ? words : `<${TAGS[style]}>${words}</${TAGS[style]}>`;
  return href?.startsWith("https://") ? `<a href="${escape(href)}" rel="noreferrer noopener">${styled}</a>` : styled;
}

const TAGS = { bold: "strong", italic: "em", code: "code", command: "code" } as const;

function toneOf(tone: string | undefined): string {
  return tone === undefined || tone === "normal" ? "" : ` class="${tone}"`;
}
