import { describeVaultContract } from '@arauto/privacy/contract';
import { MemoryVault, MemoryVaultDisk } from './memory-vault';

describeVaultContract(
  'memory',
  () => {
    const disk = new MemoryVaultDisk();
    return Promise.resolve({
      vault: new MemoryVault(disk),
      reopen: () => Promise.resolve(new MemoryVault(disk)),
      atRest: () => disk.atRest(),
      remove: () => Promise.resolve(),
    });
  },
  { erasure: 'gone' },
);
