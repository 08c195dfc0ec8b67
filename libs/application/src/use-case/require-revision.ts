import type { CommandContext } from '../context';
import { RevisionConflict } from '../errors';

/**
 * For commands that make a copy: `If-Match` is about the original, since the copy has no revision yet.
 * @throws RevisionConflict
 */
export function requireRevision({ expectedRevision }: CommandContext, revision: number): void {
  if (expectedRevision !== undefined && expectedRevision !== revision) {
    throw new RevisionConflict(expectedRevision, revision);
  }
}
