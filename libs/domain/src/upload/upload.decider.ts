import type { CampaignContent } from '../campaign';
import { type Decider, impossible, laterEvent } from '../decider';
import type { JsonValue } from '../json';
import { Refusal } from '../refusal';
import { stream } from '../streams';

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

/** One letter a row, in row order: accepted, duplicate, invalid, suppressed; a capital one for a contact that was there and is uploaded again. */
export type VerdictLetters = string;

export const VERDICT_OF_LETTER = {
  a: 'accepted',
  A: 'accepted',
  d: 'duplicate',
  i: 'invalid',
  s: 'suppressed',
  S: 'suppressed',
} as const;

export type VerdictLetter = keyof typeof VERDICT_OF_LETTER;

/** Whether the row made no contact, since there was one that had been removed or suppressed. */
export function isAgain(letter: VerdictLetter): boolean {
  return letter === 'A' || letter === 'S';
}

export type Verdict = (typeof VERDICT_OF_LETTER)[keyof typeof VERDICT_OF_LETTER];

export type UploadEvent =
  | Event<
      'ContactFileReceived',
      {
        readonly campaignId: string;
        readonly subaccountId: string;
        readonly source: 'csv' | 'xlsx' | 'json' | 'campaign';
        readonly mapping: { readonly [key: string]: JsonValue } | null;
        readonly required: readonly string[];
        /** What its rows are judged by, whatever the campaign is edited to meanwhile; older uploads have `required` alone. */
        readonly content?: CampaignContent;
        /** Of the file as it came. */
        readonly bytes?: number;
        /** Vault ref of what whoever sent it calls the file. */
        readonly nameRef?: string;
      }
    >
  /** Rows `from` to `to`, both inclusive, are judged and their contacts are in the log. */
  | Event<'RowsJudged', { readonly from: number; readonly to: number; readonly verdicts: VerdictLetters }>
  | Event<
      'ContactFileRead',
      { readonly rows: number; readonly error: { readonly code: string; readonly message: string } | null }
    >;

export type UploadCommand =
  | {
      readonly type: 'ReceiveContactFile';
      readonly campaignId: string;
      readonly subaccountId: string;
      readonly source: 'csv' | 'xlsx' | 'json' | 'campaign';
      readonly mapping: { readonly [key: string]: JsonValue } | null;
      readonly required: readonly string[];
      readonly content?: CampaignContent;
      readonly bytes?: number;
      readonly nameRef?: string;
    }
  | { readonly type: 'JudgeRows'; readonly from: number; readonly verdicts: VerdictLetters }
  | { readonly type: 'FinishReading'; readonly error: { readonly code: string; readonly message: string } | null };

export type UploadCounts = {
  readonly rows: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly invalid: number;
  readonly suppressed: number;
  /** Of those accepted and suppressed, rows uploaded again: they made no contact. */
  readonly again: number;
};

export type Upload =
  | { readonly status: 'none' }
  | {
      readonly status: 'reading' | 'read';
      readonly campaignId: string;
      readonly subaccountId: string;
      readonly source: 'csv' | 'xlsx' | 'json' | 'campaign';
      readonly mapping: { readonly [key: string]: JsonValue } | null;
      readonly required: readonly string[];
      readonly content?: CampaignContent;
      readonly counts: UploadCounts;
      readonly error: { readonly code: string; readonly message: string } | null;
    };

/** Counts the letters of a chunk. */
export function countVerdicts(verdicts: VerdictLetters): UploadCounts {
  const counts = { rows: verdicts.length, accepted: 0, duplicate: 0, invalid: 0, suppressed: 0, again: 0 };
  for (const letter of verdicts as Iterable<VerdictLetter>) {
    counts[VERDICT_OF_LETTER[letter]] += 1;
    if (isAgain(letter)) counts.again += 1;
  }
  return counts;
}

/** One contact file: what became of its rows, and where a stopped reading goes on. */
export const uploadDecider: Decider<Upload, UploadCommand, UploadEvent> = {
  initial: { status: 'none' },
  decide(command, upload) {
    if (command.type === 'ReceiveContactFile') {
      const { type: _, ...data } = command;
      return upload.status === 'none' ? [{ type: 'ContactFileReceived', data }] : [];
    }
    if (upload.status === 'none') throw new Refusal('not_found', 'There is no such upload.');
    switch (command.type) {
      case 'JudgeRows': {
        if (upload.status === 'read' || command.from !== upload.counts.rows + 1 || command.verdicts === '') return [];
        const data = { from: command.from, to: command.from + command.verdicts.length - 1, verdicts: command.verdicts };
        return [{ type: 'RowsJudged', data }];
      }
      case 'FinishReading':
        return upload.status === 'read'
          ? []
          : [{ type: 'ContactFileRead', data: { rows: upload.counts.rows, error: command.error } }];
      default:
        return impossible(command);
    }
  },
  evolve(upload, event) {
    if (event.type === 'ContactFileReceived') {
      const counts = { rows: 0, accepted: 0, duplicate: 0, invalid: 0, suppressed: 0, again: 0 };
      return { ...event.data, status: 'reading', counts, error: null };
    }
    if (upload.status === 'none') return upload;
    if (event.type === 'ContactFileRead') return { ...upload, status: 'read', error: event.data.error };
    if (event.type !== 'RowsJudged') return laterEvent(event, upload);
    const chunk = countVerdicts(event.data.verdicts);
    return {
      ...upload,
      counts: {
        rows: upload.counts.rows + chunk.rows,
        accepted: upload.counts.accepted + chunk.accepted,
        duplicate: upload.counts.duplicate + chunk.duplicate,
        invalid: upload.counts.invalid + chunk.invalid,
        suppressed: upload.counts.suppressed + chunk.suppressed,
        again: upload.counts.again + chunk.again,
      },
    };
  },
};

export const uploadAggregate = { decider: uploadDecider, stream: stream.upload };
