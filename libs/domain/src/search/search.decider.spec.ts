import fc from 'fast-check';
import { fold } from '../decider';
import { given } from '../specification';
import { type SearchCommand, searchDecider } from './search.decider';
import type { SearchFacts, SearchTerms } from './search.events';

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
const save: SearchCommand = { type: 'SaveSearch', ...FACTS };
const saved = given(searchDecider).when(save).happens();
const edit = (changes: Partial<SearchTerms>): SearchCommand => ({ type: 'EditSearch', changes });
const remove: SearchCommand = { type: 'DeleteSearch' };

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
        expect(fold(searchDecider, history)).toEqual({ ...FACTS, ...Object.assign({}, ...edits), status: 'kept' });
      }),
    );
  });
});
