import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stored } from './codec';
import { decode, encode } from './events';
import { STORED_TYPES, storedEvents } from './registry';
import { schemasAgree } from './schemas';
import { validateStored } from './validate';

/** What was once written must be readable for ever: these files are never changed, only added to. */
const FOLDER = join(__dirname, '../../../../../libs/domain/src/stored/golden');
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

  it.each(FILES)('%s is read into a valid event of today', (file) => {
    const stored = read(file);
    expect(mainFile(file)).toBe(`${stored.type}.v${String(stored.metadata['v'])}.json`);
    const event = decode(stored)!;
    expect(event.type).toBe(stored.type);
    expect(validateStored(event.type, event.data)).toEqual([]);
  });

  it.each(STORED_TYPES)('%s of today is read as it was written', (type) => {
    const stored = read(`${type}.v${storedEvents[type].version}.json`);
    const event = decode(stored)!;
    expect(event.data).toEqual(stored.data);
    expect(encode(event)).toEqual(stored);
  });
});

describe('validation', () => {
  it('agrees with the types at compile time', () => expect(schemasAgree).toBe(true));

  it('tells every fault and where it is', () => {
    const { data } = read('CampaignCompleted.v1.json');
    expect(validateStored('CampaignCompleted', { ...(data as object), settled: -1, extra: 1 })).toEqual([
      expect.stringContaining('settled: '),
      expect.stringContaining('extra'),
    ]);
  });

  it('has nothing to say of a type it does not know', () => expect(validateStored('Waved', null)).toEqual([]));
});
