import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedArrival } from './ledger';
import { Memory } from './memory';

describe('the ledger that a simulator keeps', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'arauto-simulator-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const arrival = (serial: number): RecordedArrival => ({
    ...{ phone: '5511900010001', handset: '5511900010001', template: null, callbackData: null },
    ...{ sender: '700100200300', serial, arrivedAt: 1_000 + serial, epoch: 'e1' },
  });

  async function record(serial: number): Promise<void> {
    const memory = new Memory(folder);
    memory.record(arrival(serial));
    await memory.close();
  }

  it('loses a line that a crash cut off, and no other: neither what comes after it, nor the start', async () => {
    await record(1);
    appendFileSync(join(folder, 'ledger.jsonl'), '{"phone":"55119');
    await record(2);
    appendFileSync(join(folder, 'ledger.jsonl'), '{"phone":{}');
    expect([...new Memory(folder).arrivals()]).toEqual([arrival(1), arrival(2)]);
  });
});
