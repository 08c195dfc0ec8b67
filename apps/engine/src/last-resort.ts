import { systemClock } from '@arauto/clock';
import type { Log } from './log';

/** Milliseconds for answers that are still out; a store that is broken would hold the end up for ever. */
const TIME_TO_STOP = 15_000;

/**
 * A promise that fails and that nobody waits for, an error thrown into nowhere: what it should have done is not done, and nothing says
 * what else is. Said in the log, then the engine ends as on a signal, with exit code 1: started again, it goes on from the log.
 */
export function endOnWhatNobodyForesaw(log: Pick<Log, 'fatal'>, stop: () => Promise<void>): void {
  let ending = false;
  const end = (error: unknown) => {
    log.fatal({ error }, 'an error nobody foresaw: the engine ends');
    if (ending) return;
    ending = true;
    const failed = (why: unknown) => log.fatal({ error: why }, 'the engine could not stop in good order');
    void Promise.race([stop().catch(failed), systemClock.sleep(TIME_TO_STOP)]).then(() => process.exit(1));
  };
  process.on('unhandledRejection', end);
  process.on('uncaughtException', end);
}
