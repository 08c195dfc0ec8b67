import { systemClock } from '@arauto/clock';
import { LocalLeases, LocalNotices } from '..';
import { describeCoordinationContract } from '../contract';

describeCoordinationContract(
  'one process',
  () =>
    Promise.resolve({
      open: (instance) =>
        Promise.resolve({
          leases: new LocalLeases(instance),
          notices: new LocalNotices(instance, systemClock),
        }),
      remove: () => Promise.resolve(),
    }),
  { manyProcesses: false },
);
