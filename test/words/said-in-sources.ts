import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { Reading, type Text } from './reading';

/** Something that the engine says, and where: `{0}`, `{1}` … stand for the values in it. */
export interface Said {
  readonly english: string;
  /** `libs/domain/src/refusal.ts:12` */
  readonly at: string;
}

const ROOT = resolve(__dirname, '../../..');

/** The simulator and the CLI speak for themselves. */
const SOURCES = ['libs', 'apps/engine/src'];
const NOT_OF_PRODUCTION = /\/(contract|testing)\/|\.(spec|contract|golden|fixture|builders|d)\.ts$/;

/** What says nothing to callers, and why. */
const SILENT: readonly RegExp[] = [
  // In each language by themselves.
  /^libs\/domain\/src\/(wording|vocabulary|descriptions)\//,
  /^libs\/reporting\/src\/(?!pdf\/document)/,
  /^apps\/engine\/src\/http\/problems\/problem-statuses\.ts$/,
  // To whoever starts, moves or backs up an engine, on its terminal.
  /^apps\/engine\/src\/(failure|first-key|backup|main|secret|ending|engine|ask-stores|machine|platform)\.ts$/,
  /^apps\/engine\/src\/(migrate|files|stores|simulator|exporter|verifier|projector)\//,
  // To the log and to whoever programs against a port: what comes of it is said elsewhere.
  /^libs\/(event-store|read-models|sqlite|mongo|coordination|clock|access)\//,
  /^libs\/privacy\/src\/(sqlite|mongo|vault|reading)/,
  /^libs\/whatsapp\/src\/(calls|hosts\/guarded|meta-webhooks|reading|cloud-api\/(answer|media|cloud-api\.provider)|gupshup\/(webhooks|answer|gupshup\.provider|template))/,
  // What the platform writes to persons, in each language by itself.
  /^libs\/whatsapp\/src\/templates\/code-words\.ts$/,
  // Descriptions of fields and operations, in the OpenAPI document.
  /^apps\/engine\/src\/http\/documents\//,
  /^libs\/application\/src\/searches\/search-fields\.ts$/,
  // How numbers were read once: nobody is told any more.
  /^libs\/privacy\/src\/identity\/reading-1\//,
];

/** Calls whose words a person of the engine reads, or nobody. */
const ASIDE = /^(described|log|Field|Endpoint)$/;

/** What becomes of a text on its way to a caller; null where it does not get there. */
type Frame = (text: Text) => Text | null;

const itself: Frame = (text) => text;
/** Said of a field: `name must not be empty.` */
const ofField: Frame = (text) => (isSentence(shown(text)) ? null : [null, ' ', ...text, '.']);
const between =
  (before: string, after: string): Frame =>
  (text) => [before, ...text, after];
const noSuch = between('There is no such ', '.');
/** As a sentence of its own. */
const capital: Frame = ([first = null, ...others]) => [
  first === null ? null : `${first.slice(0, 1).toUpperCase()}${first.slice(1)}`,
  ...others,
  '.',
];
const ifSentence: Frame = (text) => (isSentence(shown(text)) ? text : null);
const ifWords: Frame = (text) => (/[a-z]{3}/.test(shown(text)) && / /.test(shown(text)) ? text : null);

interface Call {
  readonly callee: string;
  readonly argument: number;
  readonly frame: Frame;
  readonly in?: RegExp;
}

const CALLS: readonly Call[] = [
  { callee: 'finding', argument: 1, frame: ofField },
  { callee: 'say', argument: 2, frame: ofField, in: /given-filters/ },
  { callee: 'report', argument: 2, frame: ofField, in: /whatsapp\/src\/templates\// },
  { callee: 'notFound', argument: 0, frame: noSuch, in: /^libs\/application/ },
  { callee: 'getDocument', argument: 4, frame: noSuch },
  { callee: 'owned', argument: 2, frame: noSuch },
  { callee: 'unreadableBody', argument: 0, frame: between('The body ', '.') },
  { callee: 'text', argument: 0, frame: itself, in: /^libs\/whatsapp\/src\/(errors|cloud-api|gupshup)\// },
  { callee: 'text', argument: 1, frame: itself, in: /^libs\/whatsapp\/src\/(errors|cloud-api|gupshup)\// },
  { callee: 'like', argument: 1, frame: itself, in: /^libs\/whatsapp\/src\/(.*\/settings|setting-rules)\.ts$/ },
  { callee: 'faulty', argument: 2, frame: itself, in: /row-scanner/ },
  { callee: 'malformed', argument: 2, frame: itself, in: /contact-file/ },
  { callee: 'FilesUnreachable', argument: 0, frame: itself },
  { callee: 'ContactFileError', argument: 1, frame: itself },
  { callee: 'super', argument: 0, frame: capital, in: /reporting\/src\/pdf\/document/ },
];

/** The same of properties: what stands there is part of a sentence that is made elsewhere. */
const PARTS: readonly { readonly property: RegExp; readonly frame: Frame; readonly in: RegExp }[] = [
  { property: /^message$/, frame: ofField, in: /^libs\/application\/src\/(fields|searches\/counted)|check-input/ },
  { property: /^message$/, frame: itself, in: /fill-problems/ },
  { property: /^message$/, frame: capital, in: /fill-problems/ },
  { property: /^wrong$/, frame: ofField, in: /fillable-text/ },
  { property: /^of$/, frame: itself, in: /^libs\/application\/src\/(?!exports)/ },
  { property: /^expected$/, frame: itself, in: /^libs\/whatsapp\/src\/settings/ },
  { property: /^E[A-Z]+$/, frame: itself, in: /export-writer/ },
  { property: /^fault$/, frame: itself, in: /row-scanner/ },
  { property: /^name$/, frame: itself, in: /file-kind/ },
];

/** What frames say by themselves stands where they are made, and is said with something in it only. */
const EMPTY_FRAMES = new Set(CALLS.map(({ frame }) => shown(frame([null]) ?? [])));

/** All that is said there is said to people, whole sentences or not. */
const ALL_SAID =
  /^apps\/engine\/src\/status\.ts$|^libs\/application\/src\/campaigns\/why-it-waits\.ts$|^libs\/whatsapp\/src\/(.*\/settings|setting-rules)\.ts$/;

/** Errors whose text a caller is told. */
const SAID_ERRORS = /^(ContactFileError)$/;

/** Everything that can reach a caller in the engine's own words, each with the first place that it was found at. */
export function saidInSources(): readonly Said[] {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((name) => name.endsWith('.ts') && !NOT_OF_PRODUCTION.test(name)),
  );
  const reading = new Reading(ROOT, files);
  const found = new Map<string, string>();
  for (const file of files) if (!SILENT.some((silent) => silent.test(file))) listen(reading, file, found);
  return [...found].map(([english, at]) => ({ english, at })).filter(({ english }) => !isToldInParts(english, found));
}

function listen(reading: Reading, file: string, found: Map<string, string>): void {
  const source = reading.source(file);
  const take = (node: ts.Expression, frame: Frame): void => {
    for (const text of reading.texts(node)) {
      const said = frame(text);
      if (said === null || !/\p{L}/u.test(text.join(''))) continue;
      const english = shown(said).trim();
      if (EMPTY_FRAMES.has(english)) continue;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      if (!found.has(english)) found.set(english, `${file}:${line + 1}`);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isDecorator(node) || ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isNewExpression(node) && isForTheLog(node)) return;
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const callee = nameOf(node.expression);
      if (ASIDE.test(callee)) return;
      for (const call of CALLS) {
        const argument = node.arguments?.[call.argument];
        if (call.callee === callee && argument && (call.in?.test(file) ?? true)) take(argument, call.frame);
      }
    }
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
      const name = node.name.getText();
      if (/^(description|summary|authorization)$/.test(name)) return;
      const value = ts.isPropertyAssignment(node) ? node.initializer : node.name;
      for (const part of PARTS) if (part.property.test(name) && part.in.test(file)) take(value, part.frame);
    }
    if (ts.isExpression(node) && reading.isOfText(node)) {
      take(node, ALL_SAID.test(file) ? ifWords : ifSentence);
      // Within it only calls say something else.
      const calls = (child: ts.Node): void =>
        ts.isCallExpression(child) ? visit(child) : ts.forEachChild(child, calls);
      ts.forEachChild(node, calls);
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** Errors are said by what they become; what they say themselves is for the log. */
function isForTheLog(node: ts.NewExpression): boolean {
  const name = node.expression.getText();
  return name.endsWith('Error') && !SAID_ERRORS.test(name);
}

function nameOf(callee: ts.Expression): string {
  if (ts.isIdentifier(callee)) return callee.text;
  if (callee.kind === ts.SyntaxKind.SuperKeyword) return 'super';
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
}

function shown(text: Text): string {
  let places = 0;
  return text.map((part) => part ?? `{${places++}}`).join('');
}

function isSentence(english: string): boolean {
  return / /.test(english) && /[a-z]/.test(english) && /[.?!]$/.test(english);
}

/** Several sentences in a row are told one by one, if each is said by itself, too. */
function isToldInParts(english: string, found: ReadonlyMap<string, string>): boolean {
  const parts = english.split(/(?<=[.!?]) (?=\S)/);
  return parts.length > 1 && parts.every((part) => /^\{\d+\}\.?$/.test(part) || found.has(renumbered(part)));
}

function renumbered(part: string): string {
  let places = 0;
  return part.replace(/(?<=^|[^{]|\{\{)\{\d+\}(?=$|[^}]|\}\})/g, () => `{${places++}}`);
}
