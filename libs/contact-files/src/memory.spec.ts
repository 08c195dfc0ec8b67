import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openContactFile } from './contact-file';

setFlagsFromString('--expose-gc');
/** Without it the figure would be how lazy the collector is today. */
const collect = runInNewContext('gc') as () => void;

/** The whole 300 MB with ARAUTO_LARGE_FILES=1; a tenth without. Either is far more than the limit. */
const megabytes = process.env['ARAUTO_LARGE_FILES'] ? 300 : 30;

async function* generated(total: number): AsyncGenerator<Buffer> {
  yield Buffer.from('phone,name,amount\n');
  let row = 0;
  for (let size = 0; size < total;) {
    const lines = Array.from(
      { length: 1000 },
      () => `+55119${10_000_000 + (row++ % 9_000_000)},"José, ""Zé""",${row}\n`,
    );
    const chunk = Buffer.from(lines.join(''));
    size += chunk.length;
    yield chunk;
    await Promise.resolve();
  }
}

it(`reads ${megabytes} MB in memory that does not grow with it`, async () => {
  const file = await openContactFile(generated(megabytes * 1e6), { defaultCountry: 'BR', required: ['amount'] });
  let rows = 0;
  let most = 0;
  let start = 0;
  for await (const batch of file.batches()) {
    rows += batch.length;
    if (batch.some((row) => row.reasons.length > 0)) throw new Error(`row ${batch[0]!.row} should be good`);
    if (rows % 50_000 !== 0) continue;
    collect();
    const { heapUsed, external } = process.memoryUsage();
    if (rows === 100_000) start = heapUsed + external;
    if (start > 0) most = Math.max(most, heapUsed + external - start);
  }
  expect(rows).toBeGreaterThan(megabytes * 15_000);
  // Megabytes. A single one of the rows' texts kept for each row would be more than this.
  expect(most / 1e6).toBeLessThan(10);
}, 60_000);
