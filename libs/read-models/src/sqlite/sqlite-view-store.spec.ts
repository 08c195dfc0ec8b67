import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeViewStoreContract, type MakeViewStore } from '../contract';
import { openSqliteViewReader, openSqliteViewWriterAtHead } from '.';

for (const inline of [true, false]) {
  const make: MakeViewStore = async () => {
    const folder = mkdtempSync(join(tmpdir(), 'views-'));
    const reader = openSqliteViewReader({ folder, group: 'operational', inline });
    return {
      open: (views, options) => openSqliteViewWriterAtHead({ folder, group: 'operational', views, ...options }),
      reader,
      close: async () => {
        await reader.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  };
  describeViewStoreContract(`SQLite, reader ${inline ? 'inline' : 'in its thread'}`, make, { lanes: false });
}
