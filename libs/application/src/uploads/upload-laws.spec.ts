import { countVerdicts, rejectedRowKey, stream } from '@arauto/domain';
import fc from 'fast-check';
import { never } from '../testing/look';
import { testContact, testNumber, UploadFixture } from '../testing/upload-fixture';

/** A line of a file, and what a plain model knows it by; null: a blank line. */
interface Line {
  readonly text: string;
  readonly person?: number;
  readonly bad?: string;
}

const blank = fc.constantFrom(',,', '', ' ', '"",""', ';;').map((text): Line => ({ text }));
const good = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.constantFrom('1', '"2\n3"', '4,,', '5,'))
  .map(([person, rest]): Line => ({ text: `${testNumber(person)},Ana,${rest}`, person }));
const bad = fc
  .constantFrom(
    'ninguém,Ana,1',
    'ninguém,Bia,1',
    ',Ana,1',
    `${testNumber(1)},Ana`,
    `${testNumber(1)},Ana,1,x`,
    `${testNumber(2)},"Ana,1`,
    `########,"a\nb",1`,
  )
  .map((text): Line => ({ text, bad: text }));
const file = fc.array(fc.oneof(good, bad, blank), { minLength: 1, maxLength: 12 });

it('gives every row of every file one verdict, and every row that is no duplicate one contact', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(file, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 4 }),
      async (files, chunkRows) => {
        const upload = await UploadFixture.open();
        try {
          const persons = new Set<number>();
          const rejected = new Set<string>();
          for (const [index, lines] of files.entries()) {
            const id = `up-${index}`;
            await upload.upload(id, `phone,name,amount\n${lines.map(({ text }) => `${text}\n`).join('')}`);
            await upload.reader({ chunkRows }).readOne(id, never);
            const rows = lines.filter(({ person, bad: fault }) => person !== undefined || fault !== undefined);
            const expected = rows.map(({ person, bad: fault }) => {
              const known = person === undefined ? rejected.has(fault!) : persons.has(person);
              if (person === undefined) rejected.add(fault!);
              else persons.add(person);
              return known ? 'd' : person === undefined ? 'i' : 'a';
            });
            expect(await upload.verdicts(id)).toBe(expected.join(''));
            for (const [at, letter] of expected.entries()) {
              const contact = stream.contact('campaign-1', rejectedRowKey(id, at + 1));
              expect(await upload.events(contact)).toHaveLength(letter === 'i' ? 1 : 0);
            }
            const { accepted, invalid, suppressed, duplicate } = countVerdicts(expected.join(''));
            expect(accepted + invalid + suppressed + duplicate).toBe(rows.length);
            if (rows.length === 0) continue;
            expect(await upload.last(stream.campaign('campaign-1'), 'UploadClosed')).toMatchObject({
              rows: rows.length,
              contacts: accepted + invalid,
              invalid,
              duplicates: duplicate,
            });
          }
          for (const person of persons) {
            expect(await upload.events(testContact(person))).toHaveLength(1);
          }
        } finally {
          await upload.close();
        }
      },
    ),
    { numRuns: 15 },
  );
}, 120_000);
