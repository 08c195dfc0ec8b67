import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { JsonValue } from '../json';
import { STORED_TYPES, storedEvents, storedVersions } from './registry';
import { schemasAgree, storedSchemas } from './schemas';
import { validateStored } from './validate';
import type { StoredData } from './versions';

interface Stored {
  readonly type: string;
  readonly data: StoredData;
  readonly metadata: { readonly v: number };
}

/**
 * What was once written must be readable for ever: these files are never changed, only added to. `GOLDEN=write npx jest …/golden.spec.js &&
 * npx prettier --write …/golden` adds those that are missing, made of today's schemas.
 */
const FOLDER = join(__dirname, '../../../../../libs/domain/src/stored/golden');
if (process.env['GOLDEN'] === 'write') addMissing();
const FILES = readdirSync(FOLDER);

/** `Type.v1.shape.json` stands beside `Type.v1.json`. */
const mainFile = (file: string) => file.split('.').slice(0, 2).concat('json').join('.');

const read = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Stored;

describe('golden files', () => {
  it('are there for every stored type in every version, and for some in several shapes', () => {
    const wanted = STORED_TYPES.flatMap((type) =>
      Array.from({ length: storedEvents[type].version }, (_, index) => `${type}.v${index + 1}.json`),
    );
    expect([...new Set(FILES.map(mainFile))].sort()).toEqual([...wanted].sort());
  });

  it.each(FILES)('%s becomes a valid event of today', (file) => {
    const { type, data, metadata } = read(file);
    expect(mainFile(file)).toBe(`${type}.v${metadata.v}.json`);
    expect(validateStored(type, storedVersions.upcast(type, data, metadata.v))).toEqual([]);
  });
});

describe('validation', () => {
  it('agrees with the types at compile time', () => expect(schemasAgree).toBe(true));

  it('tells every fault and where it is', () => {
    const { data } = read('CampaignCompleted.v1.json');
    expect(validateStored('CampaignCompleted', { ...data, settled: -1, extra: 1 })).toEqual([
      expect.stringContaining('settled: '),
      expect.stringContaining('extra'),
    ]);
  });

  it('has nothing to say of a type it does not know', () => expect(validateStored('Waved', null)).toEqual([]));
});

function addMissing(): void {
  for (const type of STORED_TYPES) {
    const v = storedEvents[type].version;
    const file = join(FOLDER, `${type}.v${v}.json`);
    if (existsSync(file)) continue;
    const data = example(z.toJSONSchema(storedSchemas[type]) as JsonSchema);
    writeFileSync(file, JSON.stringify({ type, metadata: { v }, data }, null, 2));
  }
}

interface JsonSchema {
  readonly type?: string;
  readonly const?: JsonValue;
  readonly enum?: readonly JsonValue[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly format?: string;
}

/** The plainest value with every field. What a pattern asks for, a person has to write. */
function example({ type, const: only, enum: values, anyOf, oneOf, properties, items, format }: JsonSchema): JsonValue {
  if (only !== undefined) return only;
  const first = (anyOf ?? oneOf)?.[0];
  if (first) return example(first);
  switch (type) {
    case 'object':
      return Object.fromEntries(Object.entries(properties ?? {}).map(([name, field]) => [name, example(field)]));
    case 'array':
      return items ? [example(items)] : [];
    case 'string':
      return values?.[0] ?? (format === 'date-time' ? '2026-03-02T12:00:00.000Z' : 'text');
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return 1;
    default:
      return null;
  }
}
