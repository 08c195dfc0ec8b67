import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@arauto/clock';
import { describeVaultContract } from '../contract';
import type { VaultEntry } from '../vault';
import { openSqliteVault } from './index';

for (const inline of [false, true]) {
  describeVaultContract(
    `sqlite, ${inline ? 'inline' : 'in threads'}`,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'arauto-vault-'));
      const reopen = () => openSqliteVault(join(folder, 'vault.db'), { inline });
      const atRest = () => readdirSync(folder).map((file) => readFileSync(join(folder, file)));
      const remove = async () => rmSync(folder, { recursive: true });
      return { vault: await reopen(), reopen, atRest, remove };
    },
    { erasure: 'gone' },
  );
}

describe('sqlite vault', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'arauto-vault-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const bytesOnDisk = () => Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file))));

  it('leaves no byte of an erased person in its files, whatever was moved or overwritten before', async () => {
    const random = seededRandom('erased bytes');
    const vault = await openSqliteVault(join(folder, 'vault.db'));
    const secret = (person: number) => `Zyxw${person}Marker`;
    const entry = (person: number, ordinal: number): VaultEntry => ({
      ref: `${random.fraction()}`.slice(2) + `.${ordinal}`,
      kind: 'contact',
      person: `person-${person}`,
      campaign: 'c',
      phone: `99${secret(person)}`,
      name: secret(person),
      data: { filler: secret(person).repeat(1 + Math.floor(random.fraction() * 300)) },
    });
    const entries = Array.from({ length: 3000 }, (_, ordinal) => entry(ordinal % 50, ordinal));
    await vault.put(entries);
    // Overwriting with longer and shorter texts splits and merges pages, which moves rows about.
    for (let round = 0; round < 3; round++) {
      await vault.put(entries.map((old, ordinal) => ({ ...entry(ordinal % 50, ordinal), ref: old.ref })));
    }
    expect(bytesOnDisk().includes(secret(7))).toBe(true);
    for (let person = 0; person < 50; person += 2) await vault.erase(`person-${person}`);
    await vault.erase('person-7');
    const disk = bytesOnDisk();
    expect(disk.includes(secret(7))).toBe(false);
    expect(disk.includes(secret(7).toLowerCase())).toBe(false);
    expect(disk.includes(secret(8))).toBe(false);
    expect(disk.includes(secret(9))).toBe(true);
    await vault.close();
  });

  it('says what is wrong with the file', async () => {
    await expect(openSqliteVault(join(folder, 'nowhere', 'vault.db'))).rejects.toMatchObject({ kind: 'missing' });
  });
});
