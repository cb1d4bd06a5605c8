import { describe, expect, test } from "vitest";
import { runCommand } from "./run-command.ts";

describe("help", () => {
  test("stands for no arguments at all, and names every command", async () => {
    const { code, out, err } = await runCommand("");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const word of [
      "migrate",
      "backup FILE",
      "restore FILE",
      "export",
      "catalogue check FILE|DIR",
      "simulate",
      "checkin",
      "start",
    ]) {
      expect(out).toContain(`  ${word}`);
    }
  });

  test("tells what a command takes, by either way of asking", async () => {
    const { out } = await runCommand("help backup");
    expect(out).toContain("speedboat backup FILE [--replace]");
    expect((await runCommand("backup --help")).out).toBe(out);
  });

  test("tells of catalogue check by its first word", async () => {
    expect((await runCommand("help catalogue")).out).toContain("speedboat catalogue check FILE|DIR");
  });
});

test("the version is the package's", async () => {
  expect(await runCommand("--version")).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

describe("wrong arguments end with 2, and say what is wrong, what was meant and how it is said right", () => {
  test.each([
    ["bakup x", "there's no command “bakup”.\nDid you mean backup?\nUsage: speedboat backup FILE [--replace]"],
    ["catalogue", "there's no command “catalogue”.\nDid you mean catalogue check?\nUsage: speedboat catalogue check FILE|DIR"],
    ["help bakup", "there's no command “bakup”.\nDid you mean backup?"],
    ["qwertyuiop", "there's no command “qwertyuiop”.\nUsage: speedboat COMMAND\nSee all commands with: speedboat help"],
    ["backup", "FILE is missing.\nUsage: speedboat backup FILE [--replace]"],
    ["backup a b", "“b” is one argument too many.\nUsage: speedboat backup FILE [--replace]"],
    ["backup a --relpace", "there's no option --relpace here.\nDid you mean --replace?"],
    ["backup a --replace=yes", "--replace doesn't take a value."],
    ["migrate --out x", "there's no option --out here."],
    ["export --team", "--team needs a value: --team TEAM"],
    ["export --format xml", "--format can't be “xml”. It takes jsonl, csv."],
    ["simulate --seed soon", "--seed can't be “soon”."],
    ["simulate --weeks 0", "--weeks can't be “0”. It takes 1–520."],
    ["help --locale fr", "--locale can't be “fr”. It takes en, zh-CN."],
  ])("%s", async (line, said) => {
    const { code, out, err } = await runCommand(line);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`speedboat: ${said}`);
  });
});

describe("the language", () => {
  test.each([
    [{ LANG: "zh_CN.UTF-8" }, "", "用法：speedboat backup FILE"],
    [{ LANG: "zh_CN.UTF-8", LC_ALL: "C.UTF-8" }, "", "Usage: speedboat backup FILE"],
    [{ LANG: "de_DE.UTF-8" }, "", "Usage: speedboat backup FILE"],
    [{ LANG: "en_US.UTF-8" }, " --locale zh-CN", "用法：speedboat backup FILE"],
    [{ LANG: "zh_CN.UTF-8" }, " --locale en", "Usage: speedboat backup FILE"],
  ])("of %o and “%s” is that of “%s”", async (env, option, said) => {
    expect((await runCommand(`backup${option}`, { env })).err).toContain(said);
  });
});
