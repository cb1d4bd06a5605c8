/** What nobody sees in a text, and names of nothing else. */
import { expect, test } from "vitest";
import { dropUnseen, isSeen } from "../../src/message/unseen.ts";

test("characters of width zero go, composed emoji stay", () => {
  expect(dropUnseen("\ufeffsta\u200btus\u200d \u202e")).toBe("status ");
  expect(dropUnseen("👩\u200d💻 👍🏽 ❤\ufe0f\u200d🔥")).toBe("👩\u200d💻 👍🏽 ❤\ufe0f\u200d🔥");
});

test.each(["", "  ", "\u200b\u200d", "\u3164", "\u2800\u2800", "\u115f\ufe0f"])(
  "a name of nothing that is seen is none: %j",
  (name) => {
    expect(isSeen(name)).toBe(false);
  },
);

test.each(["Ana", "王", "🚀", ".", "\u200bBen"])("a name that shows something is one: %j", (name) => {
  expect(isSeen(name)).toBe(true);
});
