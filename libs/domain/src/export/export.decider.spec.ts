import fc from 'fast-check';
import { fold } from '../decider';
import { Refusal } from '../refusal';
import { given } from '../specification';
import { EXPIRY_CAUSES, type Export, type ExportCommand, exportDecider, type ExportEvent } from './export.decider';

const request: ExportCommand = {
  type: 'RequestExport',
  askedBy: { id: 'key-1', name: 'ana', roles: ['reporter'], subaccountIds: ['sub-1'] },
  report: 'detailed',
  filters: { from: '2026-03-01', to: '2026-04-01' },
  personalRef: null,
  columns: null,
  format: 'csv',
  language: 'en',
  timeZone: 'UTC',
  delimiter: ',',
};
const begin = (run: string): ExportCommand => ({
  type: 'BeginExport',
  run,
  moment: { at: '2026-03-02T12:00:00.000Z', position: '0000000000000007' },
  erasures: '',
});
const complete = (run: string): ExportCommand => ({
  type: 'CompleteExport',
  run,
  rows: 3,
  bytes: 100,
  sha256: 'a'.repeat(64),
  fileName: 'detailed-mt_2026-03-01_2026-04-01.csv',
  expiresAt: '2026-03-09T12:00:00.000Z',
});
const fail: ExportCommand = { type: 'FailExport', code: 'too_many_rows', reason: 'Too many.' };
const discard: ExportCommand = { type: 'DiscardExport' };
const fetch: ExportCommand = { type: 'FetchExport' };
const expire: ExportCommand = { type: 'ExpireExport', why: 'age' };

function after(...commands: ExportCommand[]) {
  const events = commands.reduce<readonly ExportEvent[]>(
    (history, command) => given(exportDecider, history).when(command).happens(),
    [],
  );
  return given(exportDecider, events);
}

describe('an export', () => {
  it('is asked for once', () => after(request).when(request).thenNothing());

  it('is not there before that', () => after().when(fetch).thenRefused('not_found'));

  it('begins again with another moment after a run that did not end', () => {
    after(request).when(begin('r-1')).thenTypes('ExportBegun');
    after(request, begin('r-1')).when(begin('r-1')).thenNothing();
    after(request, begin('r-1')).when(begin('r-2')).thenTypes('ExportBegun');
  });

  it('is completed by the run that began last, and by no other', () => {
    after(request, begin('r-1'), begin('r-2')).when(complete('r-1')).thenNothing();
    after(request, begin('r-1'), begin('r-2')).when(complete('r-2')).thenTypes('ExportCompleted');
    after(request, begin('r-1'), complete('r-1')).when(complete('r-1')).thenNothing();
    after(request, begin('r-1'), complete('r-1')).when(begin('r-2')).thenNothing();
  });

  it('is canceled while it is made, and loses its file after', () => {
    after(request).when(discard).thenTypes('ExportCanceled');
    after(request, begin('r-1')).when(discard).thenTypes('ExportCanceled');
    after(request, begin('r-1'), complete('r-1'))
      .when(discard)
      .then({ type: 'ExportExpired', data: { why: 'asked' } });
    after(request, discard).when(discard).thenNothing();
    after(request, begin('r-1'), discard).when(complete('r-1')).thenNothing();
  });

  it('fails while it is made only', () => {
    after(request).when(fail).thenTypes('ExportFailed');
    after(request, begin('r-1'), complete('r-1')).when(fail).thenNothing();
    after(request, fail).when(fail).thenNothing();
  });

  it('is fetched as often as it is there, and says why it is not', () => {
    after(request, begin('r-1'), complete('r-1'), fetch).when(fetch).thenTypes('ExportFetched');
    after(request).when(fetch).thenRefused('wrong_status', { currentStatus: 'queued' });
    after(request, begin('r-1')).when(fetch).thenRefused('wrong_status', { currentStatus: 'running' });
    after(request, fail).when(fetch).thenRefused('wrong_status', { currentStatus: 'failed' });
    after(request, discard).when(fetch).thenRefused('wrong_status', { currentStatus: 'canceled' });
    after(request, begin('r-1'), complete('r-1'), expire).when(fetch).thenRefused('export_expired');
    const lose = { ...expire, why: 'missing' } as const;
    after(request, begin('r-1'), complete('r-1'), lose).when(fetch).thenRefused('export_file_missing');
  });

  it('expires once, when it has a file', () => {
    after(request, begin('r-1')).when(expire).thenNothing();
    after(request, begin('r-1'), complete('r-1')).when(expire).thenTypes('ExportExpired');
    after(request, begin('r-1'), complete('r-1'), expire).when(expire).thenNothing();
  });

  const commands = fc.array(
    fc.oneof(
      fc.constantFrom(request, fail, discard, fetch),
      fc.constantFrom('r-1', 'r-2').map(begin),
      fc.constantFrom('r-1', 'r-2').map(complete),
      fc.constantFrom(...EXPIRY_CAUSES).map((why): ExportCommand => ({ type: 'ExpireExport', why })),
    ),
    { maxLength: 12 },
  );

  function happened(of: readonly ExportCommand[]): ExportEvent[] {
    const events: ExportEvent[] = [];
    for (const command of of) {
      const state = fold(exportDecider, events);
      events.push(...decided(command, state));
      if (command.type !== 'FetchExport') expect(decided(command, fold(exportDecider, events))).toEqual([]);
    }
    return events;
  }

  const decided = (command: ExportCommand, state: Export) => {
    try {
      return exportDecider.decide(command, state);
    } catch (error) {
      if (error instanceof Refusal) return [];
      throw error;
    }
  };

  it('does nothing twice, whatever comes in whatever order, but for being fetched', () => {
    fc.assert(fc.property(commands, (of) => void happened(of)));
  });

  it('has at most one end before it has a file, and at most one after', () => {
    fc.assert(
      fc.property(commands, (of) => {
        const types = happened([request, ...of]).map(({ type }) => type);
        const ends = ['ExportCompleted', 'ExportFailed', 'ExportCanceled'];
        expect(types.filter((type) => ends.includes(type)).length).toBeLessThanOrEqual(1);
        expect(types.filter((type) => type === 'ExportExpired').length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
