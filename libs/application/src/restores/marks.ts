import type { Mark } from '@arauto/domain';

/**
 * Where the log's high-water mark is kept: outside of it, and where no backup of it reaches, so that whoever is put back is found out. Each
 * process of an engine keeps one of its own; the highest counts.
 */
export interface Marks {
  /** Every mark of the log that begins with this event. */
  read(log: string): Promise<readonly Mark[]>;
  /** Keeps the mark of this process in place of the one before. Durable when it resolves; a crash leaves one of the two, whole. */
  keep(log: string, mark: Mark): Promise<void>;
}
