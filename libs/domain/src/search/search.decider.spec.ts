import fc from 'fast-check';
import { fold } from '../decider';
import { given } from '../specification';
import { type NextDue, type SearchCommand, searchDecider } from './search.decider';
import type { SearchEvent, SearchFacts, SearchSchedule, SearchTerms } from './search.events';

const FACTS: SearchFacts = {
  subaccountId: 'sub-1',
  owner: 'key-1',
  report: 'detailed',
  name: 'Lidas da semana',
  filters: { status: ['read'] },
  phoneRefs: null,
  nameRef: null,
  period: 'last_7_days',
  columns: null,
  format: 'xlsx',
  language: 'pt-BR',
  timeZone: 'America/Sao_Paulo',
  shared: false,
};
const MONDAY = '2026-11-30T11:00:00.000Z';
const TUESDAY = '2026-12-01T11:00:00.000Z';
const WEDNESDAY = '2026-12-02T11:00:00.000Z';
const THURSDAY = '2026-12-03T11:00:00.000Z';
const DAILY: SearchSchedule = { every: 'day', on: null, at: '08:00', format: null };
const WEEKLY: SearchSchedule = { every: 'week', on: 'monday', at: '08:00', format: 'pdf' };
const nextDue: NextDue = ({ every }, zone) =>
  every === 'week' ? MONDAY : zone === FACTS.timeZone ? TUESDAY : THURSDAY;

const save: SearchCommand = { type: 'SaveSearch', ...FACTS, planned: null };
const saved = given(searchDecider).when(save).happens();
const edit = (changes: Partial<SearchTerms>, schedule?: SearchSchedule | null): SearchCommand => ({
  ...{ type: 'EditSearch', changes, schedule, nextDue },
});
const remove: SearchCommand = { type: 'DeleteSearch' };
const due = { dueAt: TUESDAY, nextAt: WEDNESDAY };
const request: SearchCommand = { type: 'RequestSearchExport', seen: TUESDAY, exportId: 'export-1', ...due };
const skip: SearchCommand = {
  type: 'SkipSearchExport',
  seen: TUESDAY,
  why: 'filters_gone',
  filters: ['campaign'],
  ...due,
};

describe('a search', () => {
  it('is saved once', () => {
    given(searchDecider).when(save).then({ type: 'SearchSaved', data: FACTS });
    given(searchDecider, saved).when(save).thenNothing();
  });

  it('tells of an edit what is different', () => {
    const changes = { name: 'Lidas', filters: { status: ['read'] }, shared: true };
    given(searchDecider, saved)
      .when(edit(changes))
      .then({ type: 'SearchEdited', data: { name: 'Lidas', shared: true } });
    given(searchDecider, saved).when(edit({})).thenNothing();
  });

  it('is deleted once, and is not edited after that', () => {
    const deleted = given(searchDecider, saved).when(remove).happens();
    given(searchDecider, deleted).when(remove).thenNothing();
    given(searchDecider, deleted)
      .when(edit({ name: 'x' }))
      .thenRefused('not_found');
  });

  it('that was never saved cannot be edited, nor deleted', () => {
    given(searchDecider)
      .when(edit({ name: 'x' }))
      .thenRefused('not_found');
    given(searchDecider).when(remove).thenRefused('not_found');
  });

  it('is not changed by the same command given again', () => {
    const changes = fc.record(
      { name: fc.string(), period: fc.constantFrom('today', null), shared: fc.boolean(), columns: fc.constant(['a']) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 5 }), (edits) => {
        const history = edits.reduce((before, each) => given(searchDecider, before).when(edit(each)).happens(), saved);
        for (const each of edits.slice(-1)) given(searchDecider, history).when(edit(each)).thenNothing();
        expect(fold(searchDecider, history)).toEqual({
          ...{ ...FACTS, ...Object.assign({}, ...edits) },
          ...{ status: 'kept', planned: null },
        });
      }),
    );
  });
});

describe('the schedule of a search', () => {
  const after = (...commands: readonly SearchCommand[]) =>
    commands.reduce((history, each) => given(searchDecider, history).when(each).happens(), saved);
  const daily = after(edit({}, DAILY));
  const asked = after(edit({}, DAILY), request);
  const skipped = after(edit({}, DAILY), { ...skip, nextAt: null });
  const scheduled: SearchEvent = { type: 'SearchScheduled', data: { schedule: DAILY, nextAt: TUESDAY } };
  const weekly: SearchEvent = { type: 'SearchScheduled', data: { schedule: WEEKLY, nextAt: MONDAY } };
  const elsewhere: SearchEvent = { type: 'SearchScheduled', data: { schedule: DAILY, nextAt: THURSDAY } };
  const LATE = '2028-01-04T11:00:00.000Z';
  const late: readonly SearchEvent[] = [...saved, { type: 'SearchScheduled', data: { schedule: DAILY, nextAt: LATE } }];
  const reschedule = (seen: string): SearchCommand => ({ type: 'RescheduleSearch', seen, nextAt: TUESDAY });
  const unscheduled: SearchEvent = { type: 'SearchUnscheduled', data: {} };
  const edited = (data: Partial<SearchTerms>): SearchEvent => ({ type: 'SearchEdited', data });
  const requested: SearchEvent = { type: 'SearchExportRequested', data: { ...due, exportId: 'export-1' } };
  const nothing: SearchEvent = {
    ...{ type: 'SearchExportSkipped', data: { ...due, why: 'filters_gone', filters: ['campaign'] } },
  };

  it.each<[what: string, history: readonly SearchEvent[], SearchCommand, ...SearchEvent[]]>([
    [
      'is saved with it',
      [],
      { ...save, planned: { schedule: DAILY, nextAt: TUESDAY } },
      { type: 'SearchSaved', data: FACTS },
      scheduled,
    ],
    ['is given to one that is there', saved, edit({}, DAILY), scheduled],
    ['is given once', daily, edit({}, DAILY)],
    ['is given beside other changes', saved, edit({ name: 'x' }, DAILY), edited({ name: 'x' }), scheduled],
    ['is another', daily, edit({}, WEEKLY), weekly],
    ['stays through a new name', daily, edit({ name: 'x' }), edited({ name: 'x' })],
    ['stays through other filters', daily, edit({ filters: {} }), edited({ filters: {} })],
    ['is by the clocks of the zone', daily, edit({ timeZone: 'UTC' }), edited({ timeZone: 'UTC' }), elsewhere],
    ['is by those of a new zone', saved, edit({ timeZone: 'UTC' }, DAILY), edited({ timeZone: 'UTC' }), elsewhere],
    ['is nothing to a zone without it', saved, edit({ timeZone: 'UTC' }), edited({ timeZone: 'UTC' })],
    ['is as it was where it is set again', daily, edit({}, DAILY)],
    ['is due sooner where it is set again and was due too late', late, edit({}, DAILY), scheduled],
    ['is due sooner where somebody sees that it is due too late', late, reschedule(LATE), scheduled],
    ['is due as it is where it was seen otherwise', daily, reschedule(LATE)],
    ['is taken away', daily, edit({}, null), unscheduled],
    ['is taken away with a zone', daily, edit({ timeZone: 'UTC' }, null), edited({ timeZone: 'UTC' }), unscheduled],
    ['is taken away once', after(edit({}, DAILY), edit({}, null)), edit({}, null)],
    ['asks when it is due', daily, request, requested],
    ['asks once', asked, request],
    ['does not ask what it skipped', after(edit({}, DAILY), skip), request],
    ['says why it does not ask', daily, skip, nothing],
    ['says so once, and not of what it asked', asked, skip],
    ['does not ask at another time than it is due', after(edit({}, WEEKLY)), request],
    ['does not ask where there is none', saved, request],
    ['does not ask for one that is deleted', after(edit({}, DAILY), remove), request],
    ['asks no more after there is no next', skipped, { ...request, seen: WEDNESDAY }],
    ['begins again after there was no next', skipped, edit({}, WEEKLY), weekly],
  ])('%s', (_, history, command, ...events) => {
    given(searchDecider, history)
      .when(command)
      .then(...events);
    const then = given(searchDecider, history).when(command).happens();
    given(searchDecider, then).when(command).thenNothing();
  });

  it('goes on with the next after it asked', () => {
    expect(given(searchDecider, asked).state).toMatchObject({ planned: { schedule: DAILY, nextAt: WEDNESDAY } });
    const later: SearchCommand = { ...request, seen: WEDNESDAY, dueAt: WEDNESDAY, nextAt: THURSDAY };
    given(searchDecider, asked).when(later).thenTypes('SearchExportRequested');
  });

  it('is asked of no search that was never saved', () => given(searchDecider).when(request).thenRefused('not_found'));
});
