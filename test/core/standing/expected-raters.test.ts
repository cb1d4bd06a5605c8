import { describe, expect, it } from "vitest";
import { listQuestionsMeantFor } from "../../../src/core/standing/expected-raters.ts";
import { aCatalogueOf, aQuestion } from "../../helpers/catalogue.ts";
import { aMembership, NOW } from "../../helpers/team.ts";

const catalogue = aCatalogueOf([
  aQuestion({ id: "for-platform", roles: ["platform"] }),
  aQuestion({ id: "for-security", roles: ["security"] }),
  aQuestion({ id: "for-nobody-named", roles: [] }),
]);
const lead = aMembership({ id: "ana", roles: ["product"], lead: true });
const platform = aMembership({ id: "ben", roles: ["platform"] });
const anyone = aMembership({ id: "chen" });

function idsFor(member: typeof lead, memberships: readonly (typeof lead)[]): readonly string[] {
  return listQuestionsMeantFor(member, { catalogue, memberships, at: NOW }).map(({ id }) => id);
}

describe("questions meant for a member", () => {
  it("are those that name one of their roles, or none", () => {
    expect(idsFor(platform, [lead, platform])).toEqual(["for-platform", "for-nobody-named"]);
  });

  it("are all of them without a role", () => {
    expect(idsFor(anyone, [lead, platform, anyone])).toEqual(["for-platform", "for-security", "for-nobody-named"]);
  });

  it("fall to the lead when nobody else is named, and no longer once somebody is", () => {
    expect(idsFor(lead, [lead, platform])).toEqual(["for-security", "for-nobody-named"]);
    expect(idsFor(lead, [lead, platform, anyone])).toEqual(["for-nobody-named"]);
  });
});
