import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openContactFile } from '@arauto/contact-files';
import { isTestNumber } from '@arauto/privacy';

const folder = join(__dirname, '../../../config/samples');

/** The standard file with default country BR and `amount` required, as README.md says. */
const expected = {
  rows: 3232,
  accepted: 3000,
  duplicate: 24,
  invalid: 208,
  reasons: {
    phone_missing: 22,
    phone_invalid: 93,
    phone_ambiguous: 24,
    parameter_missing: 33,
    parameter_invalid: 19,
    row_malformed: 22,
  },
};

async function verdicts() {
  const file = await openContactFile(createReadStream(join(folder, 'contacts.csv')), {
    defaultCountry: 'BR',
    required: ['amount'],
  });
  const people = new Set<string>();
  const found = { rows: 0, accepted: 0, duplicate: 0, invalid: 0, reasons: {} as Record<string, number> };
  for await (const batch of file.batches()) {
    for (const row of batch) {
      found.rows++;
      for (const { code } of row.reasons) found.reasons[code] = (found.reasons[code] ?? 0) + 1;
      if (row.reasons.length > 0) found.invalid++;
      else if (people.has(row.phone!.canonical)) found.duplicate++;
      else found.accepted++;
      if (row.reasons.length === 0) people.add(row.phone!.canonical);
    }
  }
  return { found, people };
}

describe('the sample contact file', () => {
  it('has exactly the verdicts that its README names', async () => {
    const { found } = await verdicts();
    expect(found).toEqual(expected);
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    for (const count of [found.rows, found.accepted, found.duplicate, found.invalid, ...Object.values(found.reasons)]) {
      expect(readme).toContain(`| ${count} |`);
    }
  });

  it('holds numbers of the test range only, and no magic number by chance', async () => {
    const { people } = await verdicts();
    const numbers = [...people];
    expect(numbers.filter((number) => !isTestNumber(number))).toEqual([]);
    expect(numbers.filter((number) => Number(number.slice(-4)) <= 24)).toHaveLength(12);
  });

  it('is what its script makes', () => {
    const scratch = mkdtempSync(join(tmpdir(), 'arauto-sample-'));
    try {
      const made = join(scratch, 'contacts.csv');
      const said = execFileSync(process.execPath, [join(folder, 'make-sample.mjs'), '--out', made]).toString();
      expect(readFileSync(made).equals(readFileSync(join(folder, 'contacts.csv')))).toBe(true);
      expect(said).toContain('{"rows":3232,"accepted":3000,"duplicate":24,"invalid":208}, 28 kinds of bad rows');
    } finally {
      rmSync(scratch, { recursive: true });
    }
  });
});
