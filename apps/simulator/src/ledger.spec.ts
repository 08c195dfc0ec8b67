import { handsetOf } from './handsets';
import { campaignOf, Ledger } from './ledger';
import { RequestJournal } from './request-journal';

function arrival(phone: string, callbackData: string | null, serial = 0): Parameters<Ledger['record']>[0] {
  return {
    phone,
    handset: handsetOf(phone),
    template: 'invoice',
    callbackData,
    sender: '700',
    serial,
    arrivedAt: 1000 + serial,
  };
}

describe('ledger', () => {
  it.each([
    ['m1|c1|k|a1', 'c1'],
    ['m1|c1|', 'c1'],
    ['t1|c1|k|a1', undefined],
    ['m1|', undefined],
    ['m1||k|a1', undefined],
    ['hello', undefined],
    [null, undefined],
  ])('reads the campaign of %j', (callbackData, campaign) => {
    expect(campaignOf(callbackData)).toBe(campaign);
  });

  it('counts as doubles what reached a handset that had one of the campaign, in whatever notation', () => {
    const ledger = new Ledger('0000ABCD');
    ledger.record(arrival('5511988887777', 'm1|c1|k|a1', 0));
    ledger.record(arrival('551188887777', 'm1|c1|other|a1', 1));
    ledger.record(arrival('5511988887777', 'm1|c1|k|a2', 2));
    ledger.record(arrival('5511988887777', 'm1|c2|k|a1', 3));
    ledger.record(arrival('5511988887777', 't1|c1|k|a1', 4));
    ledger.record(arrival('5511988887777', 't1|c1|k|a1', 5));
    expect(ledger.summary()).toEqual({ messages: 6, distinct: 4, doubles: 2 });
    expect(ledger.summary({ campaign: 'c1' })).toEqual({ messages: 3, distinct: 1, doubles: 2 });
    expect(ledger.summary({ campaign: 'c2' })).toEqual({ messages: 1, distinct: 1, doubles: 0 });
    expect([...ledger.lines({ phone: '+55 11 8888-7777' })].length).toBe(6);
    expect([...ledger.lines({ phone: '+55 11 8888-7777', campaign: 'c2' })].length).toBe(1);
    expect([...ledger.lines({ phone: '+55 11 8888-7778' })]).toEqual([]);
  });

  it('keeps half a million messages in little memory', () => {
    const ledger = new Ledger('0000ABCD');
    for (let index = 0; index < 500_000; index++) {
      ledger.record(arrival(`55119${10_000_000 + index}`, `m1|c1|${index}|a1`, index));
    }
    expect(ledger.summary()).toEqual({ messages: 500_000, distinct: 500_000, doubles: 0 });
    expect([...ledger.lines({ phone: '+5511910499999' })].map((line) => JSON.parse(line))).toMatchObject([
      { phone: '+5511910499999', callbackData: 'm1|c1|499999|a1', arrivedAt: 500_999 },
    ]);
  });
});

describe('request journal', () => {
  it('keeps requests in order, unanswered ones with status null', () => {
    const journal = new RequestJournal();
    const first = journal.open({ arrivedAt: 1000.25, notBefore: 990.5 }, 'POST', '/v25.0/700/messages');
    const second = journal.open({ arrivedAt: 1001, notBefore: 990.5 }, 'GET', '/v25.0/700');
    journal.describe(first, '+5511900001234', 'm1|c|k|a1');
    journal.answered(second, 200);
    const lines = (since?: number): unknown[] => [...journal.lines(since)].map((line) => JSON.parse(line) as unknown);
    expect(lines()).toEqual([
      {
        arrivedAt: 1000.25,
        notBefore: 990.5,
        method: 'POST',
        path: '/v25.0/700/messages',
        to: '+5511900001234',
        status: null,
        callbackData: 'm1|c|k|a1',
      },
      {
        arrivedAt: 1001,
        notBefore: 990.5,
        method: 'GET',
        path: '/v25.0/700',
        to: null,
        status: 200,
        callbackData: null,
      },
    ]);
    expect([lines(1000.25).length, lines(1000.5).length, lines(1001).length, lines(1001.5).length]).toEqual([
      2, 1, 1, 0,
    ]);
  });
});
