import { type Clock, systemClock, VirtualClock } from '@arauto/clock';
import type { Leases } from '../leases';
import type { Notices } from '../notices';
import { describeLeases } from './leases.contract';
import { describeNotices } from './notices.contract';

/** What only some places can do. */
export interface CoordinationFeatures {
  /** Several processes may be there at a time. */
  readonly manyProcesses: boolean;
}

/** An empty place, and processes that meet there. */
export interface CoordinationUnderTest {
  /** As a process would that starts. @param clock of its leases: one that stands still makes it give no sign of life */
  readonly open: (instance: string, clock: Clock) => Promise<{ readonly leases: Leases; readonly notices: Notices }>;
  /** After all leases were closed. */
  readonly remove: () => Promise<void>;
}

/** Every behaviour that an adapter must have. Call it from the adapter's spec. */
export function describeCoordinationContract(
  name: string,
  make: () => Promise<CoordinationUnderTest>,
  { manyProcesses }: CoordinationFeatures,
): void {
  describe(`coordination contract: ${name}`, () => {
    let place: CoordinationUnderTest;
    const opened: Leases[] = [];
    const open = async (instance: string, clock: Clock = systemClock) => {
      const process = await place.open(instance, clock);
      opened.push(process.leases);
      return process;
    };
    beforeEach(async () => void (place = await make()));
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((leases) => leases.close()));
      await place.remove();
    });

    describeLeases(
      async (instance) => (await open(instance)).leases,
      async (instance) => (await open(instance, new VirtualClock())).leases,
      manyProcesses,
    );
    describeNotices(async (instance) => (await open(instance)).notices, manyProcesses);
  });
}
