import { type Decider, impossible, laterEvent } from '../decider';
import type { JsonValue } from '../json';
import type { Role } from '../key';
import { Refusal } from '../refusal';
import { stream } from '../streams';
import type { Language } from '../vocabulary';

export const EXPORT_REPORTS = ['detailed', 'consolidated', 'records', 'verdicts', 'contacts', 'events'] as const;
export type ExportReport = (typeof EXPORT_REPORTS)[number];

export const EXPORT_FORMATS = ['csv', 'xlsx', 'pdf', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Why there is no file any more: its days are over, a person who may be in it was erased, somebody asked for it, or it was not where it was kept. */
export const EXPIRY_CAUSES = ['age', 'erasure', 'asked', 'missing'] as const;
export type ExpiryCause = (typeof EXPIRY_CAUSES)[number];

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

/** Whose key asked, and what it saw: the file holds no more than that, whenever it is made. */
export type ExportAsker = {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly subaccountIds: readonly string[];
};

export type ExportOrder = {
  readonly askedBy: ExportAsker;
  readonly report: ExportReport;
  /** As they were asked, but for those that name persons. */
  readonly filters: { readonly [name: string]: JsonValue };
  /** Vault ref of the filters that name persons (a phone, a name, what contacts were searched by). */
  readonly personalRef: string | null;
  /** Null for those that are always there. */
  readonly columns: readonly string[] | null;
  readonly format: ExportFormat;
  readonly language: Language;
  readonly timeZone: string;
  /** Of csv only. */
  readonly delimiter: ',' | ';' | null;
  /** The saved search whose schedule asked for it. */
  readonly searchId?: string;
};

/** What a file stands for: the views, or the log, as they were then. */
export type ExportMoment = { readonly at: string; readonly position: string };

/** One making of the file, from its beginning. */
export type ExportRun = {
  /** Every run has another, and writes a file of its own. */
  readonly run: string;
  readonly moment: ExportMoment;
  /** The vault's mark of erasures before anything was read. */
  readonly erasures: string;
};

export type ExportFile = {
  readonly rows: number;
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
  /** What it is called where it is saved. */
  readonly fileName: string;
  readonly expiresAt: string;
};

type ExportFailure = { readonly code: string; readonly reason: string };

export type ExportEvent =
  | Event<'ExportRequested', ExportOrder>
  | Event<'ExportBegun', ExportRun>
  | Event<'ExportCompleted', ExportFile>
  | Event<'ExportFailed', ExportFailure>
  | Event<'ExportCanceled', Record<never, never>>
  | Event<'ExportFetched', Record<never, never>>
  | Event<'ExportExpired', { readonly why: ExpiryCause }>;

export type ExportCommand =
  | ({ readonly type: 'RequestExport' } & ExportOrder)
  | ({ readonly type: 'BeginExport' } & ExportRun)
  | ({ readonly type: 'CompleteExport'; readonly run: string } & ExportFile)
  | ({ readonly type: 'FailExport' } & ExportFailure)
  /** Ends it while it is being made, and takes its file away after. */
  | { readonly type: 'DiscardExport' }
  | { readonly type: 'FetchExport' }
  | { readonly type: 'ExpireExport'; readonly why: ExpiryCause };

export type Export =
  | { readonly status: 'none' }
  | (ExportOrder & { readonly status: 'queued' })
  | (ExportOrder & ExportRun & { readonly status: 'running' })
  | (ExportOrder & ExportRun & ExportFile & { readonly status: 'completed' })
  | (ExportOrder & { readonly status: 'failed' | 'canceled' })
  | (ExportOrder & { readonly status: 'expired'; readonly why: ExpiryCause });

export type KnownExport = Exclude<Export, { readonly status: 'none' }>;

/** A file made of a report, from when somebody asks for it until it is gone. */
export const exportDecider: Decider<Export, ExportCommand, ExportEvent> = {
  initial: { status: 'none' },
  decide(command, state) {
    if (command.type === 'RequestExport') {
      const { type: _, ...order } = command;
      return state.status === 'none' ? [{ type: 'ExportRequested', data: order }] : [];
    }
    if (state.status === 'none') throw new Refusal('not_found', 'There is no such export.');
    switch (command.type) {
      case 'BeginExport': {
        const { run, moment, erasures } = command;
        if (!isOpen(state) || (state.status === 'running' && state.run === run)) return [];
        return [{ type: 'ExportBegun', data: { run, moment, erasures } }];
      }
      case 'CompleteExport': {
        const { rows, bytes, sha256, fileName, expiresAt } = command;
        // Of a run that another one has taken the place of, nothing is to be kept.
        if (state.status !== 'running' || state.run !== command.run) return [];
        return [{ type: 'ExportCompleted', data: { rows, bytes, sha256, fileName, expiresAt } }];
      }
      case 'FailExport':
        return isOpen(state) ? [{ type: 'ExportFailed', data: { code: command.code, reason: command.reason } }] : [];
      case 'DiscardExport':
        if (isOpen(state)) return [{ type: 'ExportCanceled', data: {} }];
        return state.status === 'completed' ? [{ type: 'ExportExpired', data: { why: 'asked' } }] : [];
      case 'FetchExport':
        if (state.status !== 'completed') throw notThere(state);
        return [{ type: 'ExportFetched', data: {} }];
      case 'ExpireExport':
        return state.status === 'completed' ? [{ type: 'ExportExpired', data: { why: command.why } }] : [];
      default:
        return impossible(command);
    }
  },
  evolve(state, event) {
    if (event.type === 'ExportRequested') return { ...event.data, status: 'queued' };
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'ExportBegun':
        return { ...orderOf(state), ...event.data, status: 'running' };
      case 'ExportCompleted':
        return state.status === 'running' ? { ...state, ...event.data, status: 'completed' } : state;
      case 'ExportFailed':
        return { ...orderOf(state), status: 'failed' };
      case 'ExportCanceled':
        return { ...orderOf(state), status: 'canceled' };
      case 'ExportExpired':
        return { ...orderOf(state), status: 'expired', why: event.data.why };
      case 'ExportFetched':
        return state;
      default:
        return laterEvent(event, state);
    }
  },
};

export const exportAggregate = { decider: exportDecider, stream: stream.export };

function isOpen({ status }: KnownExport): boolean {
  return status === 'queued' || status === 'running';
}

function orderOf(state: KnownExport): ExportOrder {
  const { askedBy, report, filters, personalRef, columns, format, language, timeZone, delimiter, searchId } = state;
  const order = { askedBy, report, filters, personalRef, columns, format, language, timeZone, delimiter };
  return searchId === undefined ? order : { ...order, searchId };
}

function notThere(state: Exclude<KnownExport, { readonly status: 'completed' }>): Refusal {
  const { status } = state;
  if (status === 'expired') {
    if (state.why === 'missing') return fileMissing();
    return new Refusal('export_expired', 'The file of this export is gone. Ask for the export again.', {
      currentStatus: status,
    });
  }
  const why = {
    queued: 'The export has not begun yet: there is no file.',
    running: 'The export is still being made: there is no file yet.',
    failed: 'The export failed: there is no file. Its error says why.',
    canceled: 'The export was canceled: there is no file.',
  }[status];
  return new Refusal('wrong_status', why, { currentStatus: status });
}

/** Of an export whose file is not where it was kept, though its time is not over. */
function fileMissing(): Refusal {
  return new Refusal(
    'export_file_missing',
    'The file of this export is not where it was kept: somebody removed it. Ask for the export again.',
    { currentStatus: 'expired' },
  );
}
