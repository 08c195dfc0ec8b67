import type { Principal } from '@arauto/access';
import {
  contactDocumentId,
  isAgain,
  rejectedRowKey,
  type RowRejected,
  rowRef,
  stream,
  type Verdict,
  VERDICT_OF_LETTER,
  type VerdictLetter,
} from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import type { StoredEntry, Vault } from '@arauto/privacy';
import { contactsView, verdictsView } from '@arauto/read-models/operational';
import type { VerdictRow } from '@arauto/reporting';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, VAULT, VIEWS } from '../tokens';
import { hydrate, shownPhone } from '../use-case/personal';
import type { Views } from '../views';
import type { RowData } from './contact-rows';
import { againWords, reasonWords } from './reason-words';

export interface JudgedRow {
  readonly row: number;
  readonly verdict: Verdict;
  /** Its contact was there, and had been removed or suppressed. */
  readonly again: boolean;
}

export interface JudgedUpload {
  readonly uploadId: string;
  readonly campaignId: string;
}

/** Verdicts out of the letters of a file's chunks. */
@Injectable()
export class VerdictRows {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(EVENT_STORE) private readonly events: Pick<EventReader, 'readStream'>,
  ) {}

  /** Rows after `after` in order, in arrays; only those of the `wanted` verdicts unless it is empty. */
  async *read(uploadId: string, after: number, wanted: readonly Verdict[]): AsyncIterable<readonly JudgedRow[]> {
    const where = [
      { field: 'uploadId', equals: uploadId },
      { field: 'to', from: after + 1 },
    ] as const;
    for await (const chunks of this.views.operational.stream(verdictsView, { where, sort: [{ field: 'to' }] })) {
      for (const { doc } of chunks) {
        const { from, letters } = doc;
        const rows = Array.from(letters as Iterable<VerdictLetter>, (letter, index) => ({
          row: from + index,
          verdict: VERDICT_OF_LETTER[letter],
          again: isAgain(letter),
        }));
        yield rows.filter(({ row, verdict }) => row > after && (wanted.length === 0 || wanted.includes(verdict)));
      }
    }
  }

  /** What a page of rows says: numbers from the vault, reasons from the contacts that rejected rows became. */
  async show(upload: JudgedUpload, rows: readonly JudgedRow[], principal: Principal): Promise<VerdictRow[]> {
    const { uploadId, campaignId } = upload;
    const entries = await hydrate(
      this.vault,
      rows.map(({ row }) => rowRef(uploadId, row)),
    );
    const shown = await Promise.all(
      rows.map(async ({ row, verdict, again }) => {
        const entry = entries.get(rowRef(uploadId, row));
        const rejected = await this.rejectedContact(upload, { row, verdict }, dataOf(entry).hash);
        return { row, verdict, again, entry, rejected };
      }),
    );
    const keys = shown.flatMap(({ rejected }) => (rejected === null ? [] : [rejected]));
    const ids = keys.map((key) => contactDocumentId(campaignId, key));
    const documents = await this.views.operational.getMany(contactsView, ids);
    const reasons = new Map(keys.map((key, index) => [key, documents[index]?.reasons]));
    return shown.map(({ row, verdict, again, entry, rejected }) => {
      const found = (rejected !== null && reasons.get(rejected)) || [];
      return {
        row,
        verdict,
        reasons: again ? [againWords(verdict)] : found.map(reasonWords),
        contactId: rejected ?? personOf(entry),
        phone: shownPhone(entry, principal),
        cleaned: dataOf(entry).cleaned ?? [],
      };
    });
  }

  /** The contact that a rejected row became, or that the first row like it became; null for a row that was good. */
  private async rejectedContact(
    { uploadId, campaignId }: JudgedUpload,
    { row, verdict }: Omit<JudgedRow, 'again'>,
    hash: string | undefined,
  ): Promise<string | null> {
    if (verdict === 'invalid') return rejectedRowKey(uploadId, row);
    if (verdict !== 'duplicate' || hash === undefined) return null;
    for await (const { data } of await this.events.readStream(stream.rejectedRow(campaignId, hash), { limit: 1 })) {
      const first = data as RowRejected['data'];
      return rejectedRowKey(first.uploadId, first.row);
    }
    return null;
  }
}

function dataOf(entry: StoredEntry | undefined): Partial<RowData> {
  return (entry?.data ?? {}) as Partial<RowData>;
}

/** A contact's id is the key of its person, which the vault has beside the number. */
function personOf(entry: StoredEntry | undefined): string | null {
  return entry?.person ?? null;
}
