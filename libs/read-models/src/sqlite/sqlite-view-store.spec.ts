import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeViewStoreContract } from '../contract';
import { openSqliteViewReader, openSqliteViewWriter } from '.';

for (const inline of [true, false]) {
  describeViewStoreContract(`SQLite, reader ${inline ? 'inline' : 'in its thread'}`, async (views) => {
    const folder = mkdtempSync(join(tmpdir(), 'views-'));
    const writer = openSqliteViewWriter({ folder, group: 'operational', views });
    const reader = openSqliteViewReader({ folder, group: 'operational', inline });
    return {
      writer,
      reader,
      close: async () => {
        await reader.close();
        await writer.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  });
}
