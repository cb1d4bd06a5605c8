/** `catalogue check` on copies of the real catalogue that were broken on purpose. */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aCatalogueCopy, CATALOGUE, type CatalogueCopy } from "../helpers/catalogue-copy.ts";
import { runCommand } from "./run-command.ts";

let copy: CatalogueCopy;
let folder: string;
beforeEach(async () => {
  copy = await aCatalogueCopy();
  folder = copy.folder;
});
afterEach(() => copy.remove());

const check = (options = "") => runCommand(["catalogue", "check", folder, ...options.split(" ").filter(Boolean)]);

test("the catalogue of the package is in order, as a folder and by a file of it", async () => {
  const right = {
    code: 0,
    err: "",
    out: expect.stringMatching(/^cnmm-3\.0-level-2@\d+ is fine: \d+ questions cover 69 claims\.\n$/),
  };
  expect(await runCommand(["catalogue", "check", CATALOGUE])).toEqual(right);
  expect(await runCommand(["catalogue", "check", join(CATALOGUE, "technology.yaml")])).toEqual(right);
});

describe("each problem stands on a line of its own with file, line and reason", () => {
  const broken = [
    {
      what: "an unknown claim",
      find: /claims: \[TE-16\]/,
      replacement: "claims: [TE-16, TE-99]",
      en: "there's no claim TE-99 in the claims file",
      zh: "要点文件里没有 TE-99",
    },
    {
      what: "a cycle",
      find: /dependsOn: \[\]/,
      replacement: "dependsOn: [path-to-production]",
      en: "dependsOn has a cycle: path-to-production → path-to-production",
      zh: "dependsOn 形成了循环：path-to-production → path-to-production",
    },
    {
      what: "a missing translation",
      find: /why:\n\s+en: .*\n\s+zh-CN: .*\n/,
      replacement: "why:\n          en: Because\n",
      en: "the zh-CN text is missing",
      zh: "缺少 zh-CN 的文字",
    },
    {
      what: "a misspelt key",
      find: /evidence:/,
      replacement: "evidences:",
      en: "unknown key evidences; is it misspelled?",
      zh: "未知的键 evidences，是不是写错了？",
    },
  ];

  test.each(broken)("$what", async ({ find, replacement, en, zh }) => {
    const line = await copy.edit("technology.yaml", find, replacement);
    const place = `${join(folder, "technology.yaml")}:${line}: `;
    const said = await check();
    expect(said.code).toBe(1);
    expect(said.out.split("\n")).toContain(place + en);
    expect((await check("--locale zh-CN")).out.split("\n")).toContain(place + zh);
  });

  test("an id that is taken, by a question of another file", async () => {
    const other = /- id: ([a-z-]+)\n\s+code: PEO/.exec(await readFile(join(folder, "people.yaml"), "utf8"))?.[1] ?? "";
    const line = await copy.edit("technology.yaml", /id: path-to-production/, `id: ${other}`);
    const { code, out } = await check();
    expect(other).not.toBe("");
    expect(code).toBe(1);
    expect(out).toContain(`${join(folder, "technology.yaml")}:${line}: the id ${other} is already taken\n`);
  });

  test("a file that is not there", async () => {
    await rm(join(folder, "people.yaml"));
    expect(await check()).toEqual({
      code: 1,
      out: `${join(folder, "people.yaml")}:1: the file doesn't exist\n`,
      err: "1 problem.\n",
    });
  });

  test("several, counted at the end", async () => {
    await copy.edit("technology.yaml", /effort: 3/, "effort: 9");
    await copy.edit("people.yaml", /usefulness: \d/, "usefulness: 0");
    const { out, err } = await check();
    expect(out.trimEnd().split("\n")).toHaveLength(2);
    expect(err).toBe("2 problems.\n");
  });
});

test("a place where there is nothing is said to be so", async () => {
  const nowhere = join(folder, "nowhere");
  expect(await runCommand(["catalogue", "check", nowhere])).toEqual({
    code: 1,
    out: "",
    err: `speedboat: ${nowhere} was not found.\n`,
  });
});
