import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STORED_TYPES, storedEvents, storedVersions } from './registry';
import { schemasAgree } from './schemas';
import { validateStored } from './validate';
import type { StoredData } from './versions';

interface Stored {
  readonly type: string;
  readonly data: StoredData;
  readonly metadata: { readonly v: number };
}

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
