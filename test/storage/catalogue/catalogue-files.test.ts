import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { editionKey, listQuestions } from "../../../src/core/catalogue/catalogue.ts";
import { checkCatalogue, readCatalogue } from "../../../src/storage/catalogue/catalogue-files.ts";
import { loadCatalogue } from "../../../src/storage/catalogue/load-catalogue.ts";
import { aCatalogueCopy, CATALOGUE, type CatalogueCopy } from "../../helpers/catalogue-copy.ts";
import { withStorage } from "../../helpers/storage.ts";

let copy: CatalogueCopy;
let folder: string;
beforeEach(async () => {
  copy = await aCatalogueCopy();
  folder = copy.folder;
});
afterEach(() => copy.remove());

describe("what is wrong is told with file, line and reason", () => {
  test("an unknown claim", async () => {
    const line = await copy.edit("technology.yaml", /claims: \[TE-16\]/, "claims: [TE-16, TE-99]");
    expect(await checkCatalogue(folder)).toEqual([
      { file: "technology.yaml", line, code: "unknown-claim", values: { id: "TE-99" } },
    ]);
  });

  test("a claim that lost its question", async () => {
    await copy.edit("technology.yaml", /claims: \[TE-16\]/, "claims: [TE-02]");
    const claims = await readFile(join(folder, "claims.yaml"), "utf8");
    const line = claims.slice(0, claims.indexOf("TE-16")).split("\n").length;
    const [problem, ...others] = await checkCatalogue(folder);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ file: "claims.yaml", code: "uncovered-claim", values: { claim: "TE-16" } });
    expect(line - (problem?.line ?? 0)).toBeLessThanOrEqual(1);
  });

  test("a missing translation, at the text that lacks it", async () => {
    const line = await copy.edit("technology.yaml", /why:\n\s+en: .*\n\s+zh-CN: .*\n/, "why:\n          en: Because\n");
    expect(await checkCatalogue(folder)).toEqual([
      { file: "technology.yaml", line, code: "missing-translation", values: { language: "zh-CN" } },
    ]);
  });

  test("an unknown key, on its own line", async () => {
    const line = await copy.edit("technology.yaml", /usefulness: 4/, "usefullness: 4");
    expect(await checkCatalogue(folder)).toMatchObject([
      { code: "missing-key", values: { key: "usefulness" } },
      { file: "technology.yaml", line, code: "unknown-key", values: { key: "usefullness" } },
    ]);
  });

  test("a duplicate id", async () => {
    const [first] = listQuestions(await readCatalogue(CATALOGUE));
    const line = await copy.edit("technology.yaml", /id: path-to-production/, `id: ${first?.id}`);
    const duplicate = { file: "technology.yaml", line, code: "duplicate-id", values: { id: first?.id } };
    expect(await checkCatalogue(folder)).toContainEqual(duplicate);
  });

  test("a cycle", async () => {
    const line = await copy.edit("technology.yaml", /dependsOn: \[\]/, "dependsOn: [path-to-production]");
    expect(await checkCatalogue(folder)).toMatchObject([
      { line, code: "dependency-cycle", values: { cycle: "path-to-production → path-to-production" } },
    ]);
  });

  test("YAML that is none", async () => {
    const line = await copy.edit("people.yaml", /^dimension: .*$/m, "dimension: [");
    const problems = await checkCatalogue(folder);
    expect(problems[0]).toMatchObject({ file: "people.yaml", code: "unreadable" });
    expect(problems[0]?.line).toBeGreaterThanOrEqual(line);
  });

  test("a file that is not there, and a folder that is not there", async () => {
    await rm(join(folder, "people.yaml"));
    expect(await checkCatalogue(folder)).toEqual([
      { file: "people.yaml", line: 1, code: "unreadable", values: { detail: "not found" } },
    ]);
    expect(await checkCatalogue(join(folder, "nowhere"))).toMatchObject([{ file: "edition.yaml", code: "unreadable" }]);
  });

  test("every problem of all files at once", async () => {
    await copy.edit("technology.yaml", /effort: 3/, "effort: 9");
    await copy.edit("people.yaml", /usefulness: \d/, "usefulness: 0");
    expect((await checkCatalogue(folder)).map(({ file }) => file)).toEqual(["people.yaml", "technology.yaml"]);
  });
});

test("a file of the folder stands for its edition", async () => {
  expect(await checkCatalogue(join(folder, "technology.yaml"))).toEqual([]);
  expect(editionKey(await readCatalogue(join(folder, "edition.yaml")))).toBe(editionKey(await readCatalogue(folder)));
});

test("reading a catalogue that is wrong is refused with the first problem", async () => {
  const line = await copy.edit("technology.yaml", /effort: 3/, "effort: 9");
  await expect(readCatalogue(folder)).rejects.toMatchObject({
    code: "catalogue-invalid",
    values: { file: "technology.yaml", line, problem: "wrong-value", problems: 1 },
  });
});

describe("loading", () => {
  test("keeps the edition, and gives the same the next time without its files being read again", () =>
    withStorage(async ({ storage, reopen }) => {
      const first = await loadCatalogue({ folder, storage });
      expect(first).toEqual(await readCatalogue(CATALOGUE));
      const again = await loadCatalogue({ folder, storage: await reopen() });
      expect(again).toEqual(first);
    }));

  test("sees a new version in its files", () =>
    withStorage(async ({ storage }) => {
      await loadCatalogue({ folder, storage });
      await copy.edit("edition.yaml", /version: 2/, "version: 3");
      expect((await loadCatalogue({ folder, storage })).version).toBe(3);
    }));

  test("refuses files that changed under the same version", () =>
    withStorage(async ({ storage }) => {
      await loadCatalogue({ folder, storage });
      await copy.edit("technology.yaml", /effort: 3/, "effort: 4");
      await expect(loadCatalogue({ folder, storage })).rejects.toMatchObject({ code: "catalogue-changed" });
    }));
});
