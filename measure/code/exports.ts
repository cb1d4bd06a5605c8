/** What a file declares and exports, and whether a docstring stands directly above it. */
import type { parseSync, TSSignature, TSType, TSTypeAnnotation } from "oxc-parser";

type Parsed = ReturnType<typeof parseSync>;
type Statement = Parsed["program"]["body"][number];
type Declaration = NonNullable<Extract<Statement, { readonly type: "ExportNamedDeclaration" }>["declaration"]>;

export type ExportKind = "function" | "type" | "const";

export type Export = {
  readonly name: string;
  readonly kind: ExportKind;
  readonly documented: boolean;
  /** The named type that a constant is declared to have, or that a function returns, also by a promise. */
  readonly declaredType?: string;
  /** Of a type: whether something of it can be called, so that others can implement it. */
  readonly isInterface?: boolean;
};

/** Declarations alone: a name that is passed on from another file is that file's. */
export function listExports(text: string, { program, comments }: Parsed): readonly Export[] {
  const docstrings = comments.filter(({ type, value }) => type === "Block" && value.startsWith("*"));
  return program.body.flatMap((statement) => {
    if (statement.type !== "ExportNamedDeclaration" || !statement.declaration) return [];
    const documented = docstrings.some(({ end }) => end <= statement.start && isGap(text.slice(end, statement.start)));
    return describe(statement.declaration).map((each) => ({ ...each, documented }));
  });
}

/** A docstring belongs to what follows it at once; the one of the file is followed by an empty line or an import. */
function isGap(between: string): boolean {
  return /^[ \t]*\r?\n?[ \t]*$/.test(between);
}

function describe(declaration: Declaration): readonly Omit<Export, "documented">[] {
  switch (declaration.type) {
    case "FunctionDeclaration":
    case "TSDeclareFunction":
      return declaration.id ? [{ name: declaration.id.name, kind: "function", ...declaredAs(declaration.returnType) }] : [];
    case "ClassDeclaration":
      return declaration.id ? [{ name: declaration.id.name, kind: "type" }] : [];
    case "TSInterfaceDeclaration":
      return [{ name: declaration.id.name, kind: "type", isInterface: declaration.body.body.some(isCallable) }];
    case "TSTypeAliasDeclaration": {
      const { id, typeAnnotation: type } = declaration;
      return [{ name: id.name, kind: "type", isInterface: type.type === "TSTypeLiteral" && type.members.some(isCallable) }];
    }
    case "TSEnumDeclaration":
      return [{ name: declaration.id.name, kind: "type" }];
    case "VariableDeclaration":
      return declaration.declarations.flatMap(({ id }) =>
        id.type === "Identifier" ? [{ name: id.name, kind: "const" as const, ...declaredAs(id.typeAnnotation) }] : [],
      );
    default:
      return [];
  }
}

function isCallable(member: TSSignature): boolean {
  if (member.type === "TSMethodSignature") return true;
  return member.type === "TSPropertySignature" && member.typeAnnotation?.typeAnnotation.type === "TSFunctionType";
}

function declaredAs(annotation: TSTypeAnnotation | null | undefined): Pick<Export, "declaredType"> {
  const declaredType = nameOf(annotation?.typeAnnotation);
  return declaredType === undefined ? {} : { declaredType };
}

function nameOf(type: TSType | undefined): string | undefined {
  if (type?.type !== "TSTypeReference" || type.typeName.type !== "Identifier") return undefined;
  return type.typeName.name === "Promise" ? nameOf(type.typeArguments?.params[0]) : type.typeName.name;
}
