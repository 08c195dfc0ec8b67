import { firstWithin, systemClock } from '@arauto/clock';
import type { Log } from './log';
import { LogWentBack } from './stores/store-watch';

/**
 * Milliseconds for answers that are still out (10 s at most) and to write them down, below the `stop_grace_period` of `docker/compose.yml`: a store
 * that is away would hold the end up for longer.
 */
const TIME_TO_STOP = 17_000;

type EndingLog = Pick<Log, 'error' | 'fatal'>;

/** Ends the process, with exit code 0 if everything could be ended in good order. What could not is in the log or was never done. */
export async function endInTime(log: EndingLog, stop: () => Promise<void>, code = 0): Promise<never> {
  const inOrder = stop().then(
    () => true,
    (error: unknown) => {
      log.fatal({ error }, 'the engine could not stop in good order');
      return false;
    },
  );
  const isInOrder = await firstWithin(systemClock, TIME_TO_STOP, inOrder);
  if (isInOrder === undefined)
    log.error(`the engine could not stop within ${TIME_TO_STOP / 1000} s: a store or a provider does not answer`);
  process.exit(isInOrder ? code : 1);
}

/**
 * A promise that fails and that nobody waits for, an error thrown into nowhere: what it should have done is not done, and nothing says
 * what else is. Said in the log, then the engine ends as on a signal, with exit code 1: started again, it goes on from the log.
 */
export function endOnWhatNobodyForesaw(log: EndingLog, stop: () => Promise<void>): void {
  let ending = false;
  const end = (error: unknown) => {
    const what = error instanceof LogWentBack ? error.message : 'an error nobody foresaw';
    log.fatal({ error }, `${what}: the engine ends, and begins anew when it is started again`);
    if (ending) return;
    ending = true;
    void endInTime(log, stop, 1);
  };
  process.on('unhandledRejection', end);
  process.on('uncaughtException', end);
}
