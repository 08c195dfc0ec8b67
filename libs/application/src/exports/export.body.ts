import { instantOrNull } from '@arauto/clock';
import { EXPORT_FORMATS, EXPORT_REPORTS, EXPIRY_CAUSES, LANGUAGES } from '@arauto/domain';
import type { ExportDocument } from '@arauto/read-models/operational';
import { instant } from '@arauto/clock';
import { fraction, list, named, object, oneOf, opaque, orNull, type Shown, text, time, whole } from '../fields/shapes';
import type { Progress } from './export-progress';

export const EXPORT_STATUSES = ['queued', 'running', 'completed', 'failed', 'canceled', 'expired'] as const;

/** An export, as the API shows it. */
export const exportBody = named(
  'Export',
  object({
    id: text,
    status: oneOf(EXPORT_STATUSES),
    report: oneOf(EXPORT_REPORTS),
    /** As they were asked, but for those that name persons. */
    filters: opaque<{ readonly [name: string]: unknown }>(),
    columns: orNull(list(text)),
    format: oneOf(EXPORT_FORMATS),
    language: oneOf(LANGUAGES),
    timeZone: text,
    requestedBy: object({ id: text, name: text }),
    /** The saved search whose schedule asked for it. */
    searchId: orNull(text),
    requestedAt: time,
    /** What the file stands for; another after it had to begin again. */
    moment: orNull(object({ at: time, position: text })),
    /** In the file, or so far. */
    rows: orNull(whole),
    /** 0 to 1, as far as it is known how many there will be. */
    progress: orNull(fraction),
    bytes: orNull(whole),
    /** In hex. */
    sha256: orNull(text),
    fileName: orNull(text),
    expiresAt: orNull(time),
    /** Why the file is gone. */
    expired: orNull(oneOf(EXPIRY_CAUSES)),
    error: orNull(object({ code: text, message: text })),
    revision: whole,
  }),
);
export type ExportBody = Shown<typeof exportBody>;

/** @param progress of one that is being made */
export function showExport(id: string, doc: ExportDocument, progress: Progress | undefined): ExportBody {
  const { status, report, filters, columns, format, language, timeZone, asker, requestedAt, moment } = doc;
  const { bytes, sha256, fileName, expiresAt, expired, error, revision, searchId } = doc;
  const running = status === 'running' ? progress : undefined;
  return {
    ...{ id, status, report, filters, columns, format, language, timeZone },
    requestedBy: { id: asker.id, name: asker.name },
    searchId,
    requestedAt: instant(requestedAt),
    moment,
    rows: doc.rows ?? running?.rows ?? null,
    progress: doc.rows !== null ? 1 : shareOf(running),
    ...{ bytes, sha256, fileName },
    expiresAt: instantOrNull(expiresAt),
    ...{ expired, error, revision },
  };
}

/** Never 1 before it is whole: about how many rows there are is known, not more. */
function shareOf(running: Progress | undefined): number | null {
  if (!running?.of) return null;
  return Math.min(0.99, Math.floor((100 * running.rows) / running.of) / 100);
}
