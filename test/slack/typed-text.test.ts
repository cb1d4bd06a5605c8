/** What people type, as Slack hands it over. */
import { describe, expect, it } from "vitest";
import { nameMentions, readTypedText } from "../../src/slack/receiving/typed-text.ts";

describe("typed text", () => {
  it.each([
    ["a &lt;b&gt; &amp; c", "a <b> & c"],
    ["see <https://example.com/a>", "see https://example.com/a"],
    ["see <https://example.com|example.com>", "see example.com"],
    ["see <https://example.com/a|the page>", "see https://example.com/a"],
    ["<@U1> said", "<@U1> said"],
  ])("is read as it was entered: %s", (sent, typed) => {
    expect(readTypedText(sent)).toBe(typed);
  });
});

describe("mentions in a text", () => {
  const names = new Map([
    ["UANA", "Ana Example"],
    ["W1", "<!channel> & Co"],
  ]);
  const read = async (sent: string) => readTypedText(await nameMentions(sent, async (id) => names.get(id)));

  it.each([
    ["ask <@UANA> and <@UANA|ana>", "ask @Ana Example and @Ana Example"],
    ["ask <@UNOBODY>", "ask @UNOBODY"],
    ["ask <@W1>", "ask @<!channel> & Co"],
    ["see <#C1|payments> and <#C2|> and <#C3>", "see #payments and #C2 and #C3"],
    ["<!subteam^S1|@platform> and <!here> and <!channel|channel>", "@platform and @here and @channel"],
    ["&lt;@UANA&gt; was typed so", "<@UANA> was typed so"],
  ])("read as they were seen: %s", async (sent, typed) => expect(await read(sent)).toBe(typed));

  it("of more than ten people are not all asked after", async () => {
    const asked: string[] = [];
    const sent = Array.from({ length: 12 }, (_, index) => `<@U${index}>`).join(" ");
    await nameMentions(sent, async (id) => void asked.push(id));
    expect(asked).toHaveLength(10);
  });
});
