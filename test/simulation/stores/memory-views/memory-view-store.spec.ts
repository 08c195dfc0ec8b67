import { systemClock } from '@arauto/clock';
import type { View } from '@arauto/read-models';
import { describeViewStoreContract } from '@arauto/read-models/contract';
import { MemoryViewDisk, openMemoryViewReader, openMemoryViewWriter } from '.';

describeViewStoreContract(
  'memory',
  () => {
    const disk = new MemoryViewDisk('operational');
    // as in a program of those views: it is started anew when they change
    const readerOf = (views: readonly View[]) => openMemoryViewReader(disk, views);
    let reader = readerOf([]);
    return Promise.resolve({
      open: (views, options) => {
        reader = readerOf(views);
        return openMemoryViewWriter({ disk, views, clock: systemClock, ...options });
      },
      get reader() {
        return reader;
      },
      close: () => Promise.resolve(),
    });
  },
  { lanes: true },
);
