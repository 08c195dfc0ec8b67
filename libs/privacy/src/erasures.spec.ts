import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@arauto/clock';
import { eraseAgain, erasePerson, type ErasedPersons, type Erasure } from './erasures';
import { openSqliteVault } from './sqlite';
import type { Vault } from './vault';

class Remembered implements ErasedPersons {
  readonly erasures: Erasure[] = [];
  add(erasure: Erasure): Promise<void> {
    this.erasures.push(erasure);
    return Promise.resolve();
  }
  all(): Promise<readonly Erasure[]> {
    return Promise.resolve(this.erasures);
  }
}

describe('erasures', () => {
  const random = seededRandom('erasures');
  let folder: string;
  let vault: Vault;
  let erased: Remembered;
  const path = (name = 'vault.db') => join(folder, name);
  const open = async () => (vault = await openSqliteVault(path(), { inline: true }));

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'arauto-erasures-'));
    erased = new Remembered();
    await open();
    await vault.put([entryOf('ana'), entryOf('bia')]);
  });
  afterEach(async () => {
    await vault.close();
    rmSync(folder, { recursive: true });
  });

  const entryOf = (person: string) => ({
    ...({
      ref: `ref-${person}`,
      kind: 'contact',
      person,
      campaign: 'c',
      phone: '5511900000001',
      name: person,
      data: {},
    } as const),
  });
  const names = async () => (await vault.getMany(['ref-ana', 'ref-bia'])).map((entry) => entry?.name);
  const backUp = async () => {
    await vault.close();
    copyFileSync(path(), path('backup.db'));
    await open();
  };
  const putBack = async () => {
    await vault.close();
    copyFileSync(path('backup.db'), path());
    await open();
  };

  it('hold in a vault that is put back to before them, and leave everybody else alone', async () => {
    await backUp();
    expect(await erasePerson(vault, erased, 'ana', random)).toBe(1);
    await putBack();
    expect(await names()).toEqual(['ana', 'bia']);
    expect(await eraseAgain(vault, erased)).toBe(1);
    expect(await names()).toEqual([undefined, 'bia']);
    expect(await eraseAgain(vault, erased)).toBe(0);
  });

  it('leave alone who has come back since, but in a vault that is put back to before them', async () => {
    await backUp();
    await erasePerson(vault, erased, 'ana', random);
    await vault.put([entryOf('ana')]);
    expect(await eraseAgain(vault, erased)).toBe(0);
    expect(await names()).toEqual(['ana', 'bia']);
    await putBack();
    expect(await eraseAgain(vault, erased)).toBe(1);
    expect(await names()).toEqual([undefined, 'bia']);
  });

  it('that were cut short after they were remembered are done at the next start', async () => {
    const dying = Object.assign(Object.create(vault) as Vault, { erase: () => Promise.reject(new Error('died')) });
    await expect(erasePerson(dying, erased, 'ana', random)).rejects.toThrow('died');
    expect(await names()).toEqual(['ana', 'bia']);
    expect(await eraseAgain(vault, erased)).toBe(1);
    expect(await names()).toEqual([undefined, 'bia']);
  });

  it('are compared however many there are', async () => {
    for (let n = 0; n < 510; n++) await erased.add({ id: random.uuid(), person: `person-${n}` });
    expect(await eraseAgain(vault, erased)).toBe(510);
    expect(await eraseAgain(vault, erased)).toBe(0);
  }, 60_000);
});
