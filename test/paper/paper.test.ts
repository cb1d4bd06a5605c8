/** Documents as files: lines that fit, words that stay words, and text that a reader's tools can take out again. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Paper, PaperElement } from "../../src/message/paper.ts";
import { createVoices } from "../../src/message/voice/voices.ts";
import { breakLines } from "../../src/paper/break-lines.ts";
import { toHtml } from "../../src/paper/to-html.ts";
import { toPdf } from "../../src/paper/to-pdf.ts";
import { Typeface } from "../../src/paper/typeface.ts";
import { cases } from "../helpers/seed.ts";

const voices = await createVoices(join(import.meta.dirname, "../../prompts"));
const folder = mkdtempSync(join(tmpdir(), "speedboat-paper-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hasTools = spawnSync("pdftotext", ["-v"]).error === undefined;

const ELEMENTS: readonly PaperElement[] = [
  { kind: "heading", text: "Where we are" },
  { kind: "paragraph", text: [{ text: "64%", style: "bold" }, { text: " of Level 2 · 第 2 级" }] },
  { kind: "list", items: ["One & only", [{ text: "proof", href: "https://example.com/a?b=1&c=2" }]] },
  { kind: "facts", items: [{ label: "Team", value: "Platform" }] },
  { kind: "scores", rows: [{ label: "People", share: 0.5, target: 2 / 3, display: "50%", detail: "coverage 80%" }] },
  { kind: "table", columns: ["Step", "Who"], rows: [["Write it down", "Ana Example"]] },
];

function aPaper(overrides: Partial<Paper> = {}): Paper {
  return { locale: "en", title: "Example team", subtitle: "1 Dec 2026", elements: ELEMENTS, ...overrides };
}

/** Runs a tool over the PDF and returns what it prints. */
async function ask(tool: string, paper: Paper, ...options: readonly string[]): Promise<string> {
  const path = join(folder, "paper.pdf");
  writeFileSync(path, await toPdf(voices(paper.locale), paper));
  return spawnSync(tool, [...options, path, ...(tool === "pdftotext" ? ["-"] : [])], { encoding: "utf8" }).stdout;
}

describe("lines", () => {
  const typeface = new Typeface("zh-CN");
  const setting = { size: 10, width: 120 };
  const widthOf = (line: ReturnType<typeof breakLines>[number]) => line.reduce((sum, { width }) => sum + width * 10, 0);
  const textOf = (lines: ReturnType<typeof breakLines>) => lines.map((line) => line.map(({ text }) => text).join(""));
  const words = fc.array(
    fc.constantFrom(
      "word",
      "a",
      "可以",
      "进入下一级了吗？",
      "“Ja”",
      "https://example.com/a/very/long/path/to/some/evidence",
      ",",
      "。",
      " ",
    ),
    { maxLength: 40 },
  );

  it("are never wider than the column, and lose nothing but blanks", () => {
    fc.assert(
      fc.property(words, (parts) => {
        const lines = breakLines(typeface, parts.join(" "), setting);
        const kept = textOf(lines).join("").replaceAll(" ", "");
        expect(kept).toBe(parts.join("").replaceAll(" ", ""));
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(120 + 1e-6);
      }),
      { numRuns: cases(100) },
    );
  });

  it("never begin with a mark that ends something", () => {
    const chinese = "这是一个比较长的句子，用来看标点。".repeat(8);
    for (const line of textOf(breakLines(typeface, chinese, { size: 10, width: 93 }))) expect(line).not.toMatch(/^[，。]/);
  });

  it("show a box for a character that no font has", () => {
    expect(textOf(breakLines(typeface, "a\u{13000}b", setting))).toEqual(["a□b"]);
  });
});

describe("a page of HTML", () => {
  it("keeps everything that a user wrote words, and links to https alone", () => {
    const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
    const page = toHtml(
      voices("en"),
      aPaper({
        title: evil,
        elements: [
          { kind: "paragraph", text: [{ text: evil, href: "javascript:alert(1)" }] },
          { kind: "table", columns: [evil], rows: [[evil]] },
          { kind: "scores", rows: [{ label: evil, display: evil, detail: evil }] },
        ],
      }),
    );
    expect(page).not.toMatch(/<script|<img|<a /i);
    expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThanOrEqual(7);
    expect(toHtml(voices("en"), aPaper())).toContain('<a href="https://example.com/a?b=1&amp;c=2" rel="noreferrer noopener">');
  });

  it("fetches nothing, runs nothing, and says its language", () => {
    const page = toHtml(voices("zh-CN"), aPaper({ locale: "zh-CN" }));
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toMatch(/Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-[^ ]+&#39;;/);
    expect(page.match(/href="[^"]*"/g)).toEqual(['href="https://example.com/a?b=1&amp;c=2"']);
    expect(page).not.toMatch(/src=|url\(|@import|style="/);
  });
});

it("has the tools that read a PDF where everything is tested", () => {
  if (process.env.CI === "true") expect(hasTools).toBe(true);
});

describe.runIf(hasTools)("a PDF", () => {
  it("gives its words back, in both scripts, with tags, language and title", async () => {
    const text = await ask("pdftotext", aPaper(), "-layout");
    for (const said of [
      "Example team",
      "64% of Level 2",
      "第 2 级",
      "One & only",
      "Write it down",
      "Ana Example",
      "50%",
      "Page 1 of 1",
    ])
      expect(text).toContain(said);
    const about = await ask("pdfinfo", aPaper({ locale: "zh-CN" }));
    expect(about).toMatch(/Tagged: +yes/);
    expect(about).toMatch(/Title: +Example team/);
    const structure = await ask("pdfinfo", aPaper(), "-struct");
    for (const tag of ["Document", "H1", "H2", "P (block)", "L (block)", "Table", "TH", "TD"]) expect(structure).toContain(tag);
  });

  it("goes on over pages, and repeats the head of a table", async () => {
    const rows = Array.from({ length: 120 }, (_, index) => [`Step ${index}`, "Ana Example"]);
    const paper = aPaper({ elements: [{ kind: "table", columns: ["What to do", "Who"], rows }] });
    const text = await ask("pdftotext", paper, "-layout");
    const pages = Number(/Page 1 of (\d+)/.exec(text)?.[1]);
    expect(pages).toBeGreaterThan(2);
    expect(text.match(/What to do/g)).toHaveLength(pages);
    for (const [step] of rows) expect(text).toContain(step);
  });

  it("embeds no font whole", async () => {
    const fonts = await ask("pdffonts", aPaper());
    const lines = fonts.split("\n").slice(2).filter(Boolean);
    expect(lines.length).toBeGreaterThan(1);
    // Embedded, as a subset, and with a table from glyphs to characters.
    for (const line of lines) expect(line).toMatch(/ yes +yes +yes /);
  });
});
