import { parseSearch, stringifySearch } from '../../app/search-params';
import { addressOf, askTheSame, curlOf, elsewhere, filtersAsked, timeAsked } from './report-query';
import { FILTERS, type FilterName, reportsSearch } from './search';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const at = (address: string) => reportsSearch(parseSearch(address));

describe('an address of the reports', () => {
  it('says the same after it was read and written', () => {
    const address =
      '?campaign=c-1&status=delivered&status=read&phone=%2B5511900000123&withSession=no&from=2026-03-01&to=2026-03-02' +
      '&timeZone=UTC&columns=message&columns=sentAt&order=asc&density=compact&row=r-1';
    const once = stringifySearch({ ...at(address) });
    expect(stringifySearch({ ...at(once) })).toBe(once);
    expect(at(once)).toEqual(at(address));
  });

  it('leaves out what is not of its messages, and what nobody knows', () => {
    expect(at('?type=MO&status=read&button=Sim&columns=sentAt&columns=message')).toEqual({
      type: 'MO',
      button: 'Sim',
      columns: ['message'],
    });
    expect(at('?status=never&order=up&timeZone=Nowhere&period=last_0_days&report=none&name=Ana')).toEqual({});
  });

  it('has a place for every filter', () => {
    const values = (name: FilterName) => {
      const { value } = FILTERS[name];
      return value === 'flag' ? 'yes' : typeof value === 'string' ? 'x' : value[0];
    };
    for (const name of Object.keys(FILTERS) as FilterName[]) {
      const { of = 'MT' } = FILTERS[name] as { of?: string };
      const given = {
        ...(of === 'MO' && { type: of }),
        ...(name === 'name' && { campaign: 'c' }),
        [name]: values(name),
      };
      expect(Object.keys(filtersAsked(reportsSearch(given)))).toContain(name);
    }
  });

  it('keeps what the other messages have, too, when it goes to them', () => {
    const here = at('?campaign=c-1&status=read&cursor=x&columns=message&columns=sentAt&search=s-1');
    expect(elsewhere(here, { type: 'MO' })).toEqual({ type: 'MO', campaign: 'c-1', columns: ['message'] });
  });
});

describe('what the API is asked', () => {
  it('ends before the day after the last one that is shown', () => {
    expect(timeAsked(at('?from=2026-03-01&to=2026-03-02&timeZone=UTC'), NOW)).toEqual({
      from: '2026-03-01',
      to: '2026-03-03',
      timeZone: 'UTC',
    });
    expect(timeAsked(at('?timeZone=UTC'), NOW)).toEqual({ from: '2026-03-04', to: '2026-03-11', timeZone: 'UTC' });
  });

  it('has no time of records of any time, and all campaigns where none is chosen', () => {
    expect(timeAsked(at('?report=records&timeZone=UTC'), NOW)).toEqual({ timeZone: 'UTC' });
    expect(filtersAsked(at('?report=records'))).toEqual({ campaign: 'all' });
  });

  it('is a command that a shell takes as it stands, without a key', () => {
    const command = curlOf('http://127.0.0.1:3000', '/v1/reports/detailed', {
      user: "d'Ávila",
      status: ['read', 'sent'],
    });
    expect(command).toContain('Authorization: Bearer $ARAUTO_KEY');
    expect(command).toContain(
      "'http://127.0.0.1:3000/v1/reports/detailed?user=d%27%C3%81vila&status=read&status=sent'",
    );
  });
});

describe('a saved search', () => {
  const saved = {
    id: 's-1',
    report: 'detailed',
    filters: { status: ['read'], withSession: false, from: '2026-03-01', to: '2026-03-03' },
    period: null,
    columns: null,
    timeZone: 'UTC',
    subaccountId: 'a-1',
  } as const;

  it('is shown where it asks the same: within its subaccount, until the day before the one it ends at', () => {
    const address = addressOf(saved);
    expect(address).toMatchObject({ status: ['read'], withSession: 'no', subaccount: 'a-1', to: '2026-03-02' });
    expect(filtersAsked(address)).toEqual({ status: ['read'], withSession: false, subaccount: 'a-1' });
    expect(timeAsked(address, NOW)).toEqual({ from: '2026-03-01', to: '2026-03-03', timeZone: 'UTC' });
  });

  it('is changed by what it asks, and not by where in it somebody is', () => {
    const address = addressOf(saved);
    expect(askTheSame({ ...address, cursor: 'x', density: 'compact', row: 'r' }, address)).toBe(true);
    expect(askTheSame({ ...address, status: ['sent'] }, address)).toBe(false);
    expect(askTheSame({ ...address, columns: ['message'] }, address)).toBe(false);
  });
});
