import { HighWaterMark, type Marks, settleRestore } from '@arauto/application';
import { eraseAgain, type ErasedPersons } from '@arauto/privacy';
import type { RuntimeParts } from './runtime';

/** Where the log's high-water mark and the erased persons are kept; undefined where no place is known for them. */
export type OutsideMemory = (Marks & ErasedPersons) | undefined;

/**
 * Finds out whether the stores were put back from a backup, and sees to it that nothing is sent again by itself and nobody is back who was erased. To be
 * called before anything is sent, served or appended.
 * @param isInUse whether there is anything in the log that could be sent again
 * @returns what keeps the mark from here on; undefined where no place is known to keep it
 */
export async function afterRestores(
  { stores: { events, vault }, clock, random, log }: Pick<RuntimeParts, 'stores' | 'clock' | 'random' | 'log'>,
  marks: OutsideMemory,
  isInUse: boolean,
): Promise<HighWaterMark | undefined> {
  const { course, head, restore, isMarked } = await settleRestore(events, marks, random);
  if (restore) log.warn(restore, 'the log was put back from a backup: what was under way is paused');
  if (!marks) {
    log.warn('a log that was put back from a backup would not be noticed: ARAUTO_WATERMARK_DIR names no folder');
    return undefined;
  }
  if (!isMarked && isInUse)
    log.warn('nothing says how far the log went: were it put back from a backup, nobody would know');
  const again = await eraseAgain(vault, marks);
  if (again > 0)
    log.warn({ persons: again }, 'the vault was put back from a backup: who was erased since is erased again');
  return new HighWaterMark(events, marks, course, head, clock, (error) =>
    log.warn({ error }, 'the high-water mark of the log cannot be kept'),
  );
}
