/** What the mutation run changes, area by area, and the tests that have to notice. */

export type Area = {
  /** Paths from the root of the repository. */
  readonly code: RegExp;
  /** Globs of test files. */
  readonly tests: readonly string[];
  /** The most cases that a property or a load tries, since every mutant asks for them again. */
  readonly cases: number;
};

export const AREAS: Readonly<Record<string, Area>> = {
  core: { code: /^src\/core\/.*\.ts$/, tests: ["test/core/**/*.test.ts"], cases: 20 },
  // `ten-thousand` takes longer than all the others together and asks nothing of one file.
  delivery: { code: /^src\/delivery\/.*\.ts$/, tests: ["test/delivery/**/!(ten-thousand).test.ts"], cases: 500 },
  // What is published and shown of a standing and to whom, what stays when somebody leaves, and what goes when they want to be forgotten.
  privacy: {
    code: new RegExp(
      [
        String.raw`^src/core/(standing/(hide|mask-\w+|masked-\w+)|publication/.*)\.ts$`,
        String.raw`^src/app/.*/(forget|forget-\w+|leave|load-standing|publish-values|show-privacy|said)\.ts$`,
        String.raw`^src/storage/.*erase-\w+\.ts$`,
      ].join("|"),
    ),
    tests: [
      "test/core/{standing,publication}/*.test.ts",
      "test/app/**/{forget-settled,forgotten,forgotten-raters,personal,privacy,publish,show-status}.test.ts",
      "test/storage/sqlite/sqlite-stores.test.ts",
    ],
    cases: 20,
  },
};
