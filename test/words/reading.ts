import { resolve, join, relative } from 'node:path';
import ts from 'typescript';

/** What an expression can come to: literal text, and null for every value that is not known before. */
export type Text = readonly (string | null)[];

/** More than these an expression is not made out: it is a value. */
const MOST_TEXTS = 60;
const DEEPEST = 10;

const VALUE: readonly Text[] = [[null]];

type Known = ReadonlyMap<ts.Symbol, readonly Text[]>;
const NOTHING_KNOWN: Known = new Map();

/**
 * Reads texts off sources by their syntax: literals, templates, alternatives, constants, entries of constant tables, what functions of the same
 * program return, and what a function of a file is called with there. Whatever else stands in a text is a value.
 */
export class Reading {
  private readonly program: ts.Program;
  private readonly checker: ts.TypeChecker;

  constructor(
    private readonly root: string,
    files: readonly string[],
  ) {
    const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as {
      config: { compilerOptions: { paths: Record<string, string[]> } };
    };
    const options: ts.CompilerOptions = {
      noLib: true,
      types: [],
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      paths: Object.fromEntries(
        Object.entries(config.compilerOptions.paths).map(([name, to]) => [name, to.map((path) => join(root, path))]),
      ),
    };
    const host = ts.createCompilerHost(options);
    // Packages are not read: what they say is not ours.
    host.resolveModuleNameLiterals = (names, from, _redirected, given) =>
      names.map(({ text }) =>
        /^(\.|@arauto\/)/.test(text) ? ts.resolveModuleName(text, from, given, host) : { resolvedModule: undefined },
      );
    this.program = ts.createProgram(
      files.map((file) => resolve(root, file)),
      options,
      host,
    );
    this.checker = this.program.getTypeChecker();
  }

  /** @throws Error for a file that was not given */
  source(file: string): ts.SourceFile {
    const source = this.program.getSourceFile(resolve(this.root, file));
    if (!source) throw new Error(`${relative(this.root, file)} was not read`);
    return source;
  }

  /** Whether it is written as text, or as a choice between texts. */
  isOfText(node: ts.Expression): boolean {
    const bare = unwrapped(node);
    if (ts.isStringLiteralLike(bare) || ts.isTemplateExpression(bare)) return true;
    if (ts.isConditionalExpression(bare)) return this.isOfText(bare.whenTrue) || this.isOfText(bare.whenFalse);
    return (
      ts.isBinaryExpression(bare) &&
      (isJoin(bare) || isChoice(bare)) &&
      (this.isOfText(bare.left) || this.isOfText(bare.right))
    );
  }

  texts(node: ts.Expression): readonly Text[] {
    return this.read(node, 0, NOTHING_KNOWN).map(together);
  }

  private read(node: ts.Expression, depth: number, known: Known): readonly Text[] {
    const bare = unwrapped(node);
    if (depth > DEEPEST) return VALUE;
    const next = (inner: ts.Expression) => this.read(inner, depth + 1, known);
    if (ts.isStringLiteralLike(bare)) return [[bare.text]];
    if (ts.isTemplateExpression(bare)) {
      const parts = bare.templateSpans.flatMap(({ expression, literal }) => [next(expression), [[literal.text]]]);
      return joined([[[bare.head.text]], ...parts]);
    }
    if (ts.isConditionalExpression(bare)) return [...next(bare.whenTrue), ...next(bare.whenFalse)];
    if (ts.isBinaryExpression(bare)) {
      if (isChoice(bare)) return [...next(bare.left), ...next(bare.right)];
      return isJoin(bare) && this.isOfText(bare) ? joined([next(bare.left), next(bare.right)]) : VALUE;
    }
    if (ts.isIdentifier(bare)) return this.readName(bare, depth, known);
    if (ts.isPropertyAccessExpression(bare) || ts.isElementAccessExpression(bare))
      return this.readEntry(bare, depth, known);
    if (ts.isCallExpression(bare)) return this.readCall(bare, depth, known);
    return VALUE;
  }

  private readName(name: ts.Identifier, depth: number, known: Known): readonly Text[] {
    const symbol = this.checker.getSymbolAtLocation(name);
    if (symbol && known.has(symbol)) return known.get(symbol)!;
    const declared = this.declared(name);
    if (declared === undefined) return VALUE;
    if (
      ts.isVariableDeclaration(declared) &&
      declared.initializer &&
      ts.getCombinedNodeFlags(declared) & ts.NodeFlags.Const
    ) {
      return this.read(declared.initializer, depth + 1, known);
    }
    if (ts.isParameter(declared) && ts.isFunctionDeclaration(declared.parent))
      return this.readArguments(declared, depth);
    return VALUE;
  }

  /** What a function that is no other file's is called with. */
  private readArguments(parameter: ts.ParameterDeclaration, depth: number): readonly Text[] {
    const called = parameter.parent as ts.FunctionDeclaration;
    const isExported = called.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
    if (isExported || called.name === undefined) return VALUE;
    const at = called.parameters.indexOf(parameter);
    const texts: Text[] = [];
    const look = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && this.declared(node.expression) === called) {
        const argument = node.arguments[at];
        texts.push(...(argument ? this.read(argument, depth + 1, NOTHING_KNOWN) : VALUE));
      }
      ts.forEachChild(node, look);
    };
    look(called.getSourceFile());
    return texts.length === 0 || texts.length > MOST_TEXTS ? VALUE : texts;
  }

  /** Of a constant table: the entry that is named, else all of them. */
  private readEntry(
    access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
    depth: number,
    known: Known,
  ): readonly Text[] {
    const table = this.table(access.expression);
    if (!table) return VALUE;
    const entries = ts.isPropertyAccessExpression(access)
      ? [this.entry(table, access.name.text)].flatMap((entry) => entry ?? [])
      : this.entries(table);
    const texts = entries.flatMap((entry) => this.read(entry, depth + 1, known));
    return texts.length === 0 || texts.length > MOST_TEXTS ? VALUE : texts;
  }

  private readCall(call: ts.CallExpression, depth: number, known: Known): readonly Text[] {
    if (!ts.isIdentifier(call.expression)) return VALUE;
    const called = this.declared(call.expression);
    if (!called || !ts.isFunctionDeclaration(called) || !called.body) return VALUE;
    const given = new Map(known);
    called.parameters.forEach(({ name }, at) => {
      const symbol = this.checker.getSymbolAtLocation(name);
      const argument = call.arguments[at];
      if (symbol && argument) given.set(symbol, this.read(argument, depth + 1, known));
    });
    const texts: Text[] = [];
    const look = (node: ts.Node): void => {
      if (ts.isFunctionLike(node)) return;
      if (ts.isReturnStatement(node) && node.expression) texts.push(...this.read(node.expression, depth + 1, given));
      ts.forEachChild(node, look);
    };
    look(called.body);
    return texts.length === 0 || texts.length > MOST_TEXTS ? VALUE : texts;
  }

  private declared(name: ts.Identifier): ts.Declaration | undefined {
    const symbol = ts.isShorthandPropertyAssignment(name.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(name.parent)
      : this.checker.getSymbolAtLocation(name);
    const own = symbol && symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    return own?.valueDeclaration;
  }

  private table(node: ts.Expression): ts.ObjectLiteralExpression | undefined {
    const bare = unwrapped(node);
    if (ts.isObjectLiteralExpression(bare)) return bare;
    if (ts.isIdentifier(bare)) {
      const declared = this.declared(bare);
      return declared && ts.isVariableDeclaration(declared) && declared.initializer
        ? this.table(declared.initializer)
        : undefined;
    }
    if (!ts.isPropertyAccessExpression(bare)) return undefined;
    const outer = this.table(bare.expression);
    const entry = outer && this.entry(outer, bare.name.text);
    return entry && this.table(entry);
  }

  private entry(table: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
    for (const property of table.properties) {
      if (ts.isPropertyAssignment(property) && property.name.getText() === name) return property.initializer;
    }
    return undefined;
  }

  private entries(table: ts.ObjectLiteralExpression): readonly ts.Expression[] {
    return table.properties.flatMap((property) => {
      if (ts.isPropertyAssignment(property)) return [property.initializer];
      const spread = ts.isSpreadAssignment(property) ? this.table(property.expression) : undefined;
      return spread ? this.entries(spread) : [];
    });
  }
}

function unwrapped(node: ts.Expression): ts.Expression {
  let bare = node;
  while (
    ts.isParenthesizedExpression(bare) ||
    ts.isAsExpression(bare) ||
    ts.isSatisfiesExpression(bare) ||
    ts.isNonNullExpression(bare)
  ) {
    bare = bare.expression;
  }
  return bare;
}

function isJoin({ operatorToken }: ts.BinaryExpression): boolean {
  return operatorToken.kind === ts.SyntaxKind.PlusToken;
}

function isChoice({ operatorToken }: ts.BinaryExpression): boolean {
  return operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken || operatorToken.kind === ts.SyntaxKind.BarBarToken;
}

/** Every way to say one after the other. */
function joined(parts: readonly (readonly Text[])[]): readonly Text[] {
  let all: readonly Text[] = [[]];
  for (const part of parts) {
    if (all.length * part.length > MOST_TEXTS) return VALUE;
    all = all.flatMap((before) => part.map((text) => [...before, ...text]));
  }
  return all;
}

/** Pieces of text as one, and values with nothing between them as one. */
function together(text: Text): Text {
  const whole: (string | null)[] = [];
  for (const part of text) {
    const last = whole.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') whole[whole.length - 1] = last + part;
    else if (part !== null || last !== null) whole.push(part);
  }
  return whole;
}
