import { setImmediate } from 'node:timers/promises';
import { systemClock } from '@arauto/clock';
import { type KnownUpload, readContactFile } from './contact-file-reader';

const counts = { rows: 0, accepted: 0, duplicate: 0, invalid: 0, suppressed: 0, again: 0 };

/** One chunk of a file, as a disk gives it, with rows for several batches. */
const FILES = {
  csv: `phone\n${'+5511900000001\n'.repeat(1200)}`,
  json: '{"phone":"+5511900000001"}\n'.repeat(1200),
};

it.each(['csv', 'json'] as const)('lets everybody else go first after each batch of a file (%s)', async (source) => {
  const upload: KnownUpload = {
    ...{ status: 'reading', campaignId: 'c-1', subaccountId: 's-1', source },
    ...{ mapping: null, required: [], counts, error: null },
  };
  const phones = { defaultCountry: 'BR' };
  const ended = new AbortController();
  let ticks = 0;
  const others = (async () => {
    while (!ended.signal.aborted) {
      await setImmediate();
      ticks++;
    }
  })();
  const ticksAtBatch: number[] = [];
  async function* content() {
    await setImmediate();
    yield Buffer.from(FILES[source]);
  }
  for await (const batch of readContactFile(content(), upload, phones, null, systemClock)) {
    if (batch.length > 0) ticksAtBatch.push(ticks);
  }
  ended.abort();
  await others;
  expect(ticksAtBatch).toHaveLength(3);
  expect(new Set(ticksAtBatch).size).toBe(3);
});
