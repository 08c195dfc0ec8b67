import type { Principal } from '@arauto/access';
import {
  contactDocumentId,
  type InvalidReason,
  rejectedRowKey,
  rowRef,
  type Verdict,
  VERDICT_OF_LETTER,
} from '@arauto/domain';
import type { StoredEntry, Vault } from '@arauto/privacy';
import { contactsView, verdictsView } from '@arauto/read-models/operational';
import type { VerdictRow } from '@arauto/reporting';
import { Inject, Injectable } from '@nestjs/common';
import { VAULT, VIEWS } from '../tokens';
import { hydrate, shownPhone } from '../use-case/personal';
import type { Views } from '../views';
import { reasonWords } from './reason-words';

export interface JudgedRow {
  readonly row: number;
  readonly verdict: Verdict;
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
  ) {}

  /** Rows after `after` in order, in arrays; only those of the `wanted` verdicts unless it is empty. */
  async *read(uploadId: string, after: number, wanted: readonly Verdict[]): AsyncIterable<readonly JudgedRow[]> {
    const where = [
      { field: 'uploadId', equals: uploadId },
      { field: 'to', from: after + 1 },
    ];
    for await (const chunks of this.views.operational.stream(verdictsView, { where, sort: [{ field: 'to' }] })) {
      for (const { doc } of chunks) {
        const { from, letters } = doc as unknown as { readonly from: number; readonly letters: string };
        const rows = Array.from(letters, (letter, index) => ({
          row: from + index,
          verdict: VERDICT_OF_LETTER[letter as keyof typeof VERDICT_OF_LETTER],
        }));
        yield rows.filter(({ row, verdict }) => row > after && (wanted.length === 0 || wanted.includes(verdict)));
      }
    }
  }

  /** What a page of rows says: numbers from the vault, reasons from the contacts that rejected rows became. */
  async show(upload: JudgedUpload, rows: readonly JudgedRow[], principal: Principal): Promise<VerdictRow[]> {
    const { uploadId, campaignId } = upload;
    const rejected = rows.filter(({ verdict }) => verdict === 'invalid');
    const ids = rejected.map(({ row }) => contactDocumentId(campaignId, rejectedRowKey(uploadId, row)));
    const [entries, documents] = await Promise.all([
      hydrate(
        this.vault,
        rows.map(({ row }) => rowRef(uploadId, row)),
      ),
      this.views.operational.getMany(contactsView, ids),
    ]);
    const reasons = new Map(rejected.map(({ row }, index) => [row, documents[index]?.['reasons']]));
    return rows.map(({ row, verdict }) => {
      const entry = entries.get(rowRef(uploadId, row));
      const found = (reasons.get(row) ?? []) as readonly InvalidReason[];
      return {
        row,
        verdict,
        reasons: found.map(reasonWords),
        contactId: verdict === 'invalid' ? rejectedRowKey(uploadId, row) : personOf(entry),
        phone: shownPhone(entry, principal),
      };
    });
  }
}

/** A contact's id is the key of its person, which the vault has beside the number. */
function personOf(entry: StoredEntry | undefined): string | null {
  return entry?.person ?? null;
}
