import * as fc from 'fast-check';
import { jsonText, jsonValue } from './json-text';
import { type ReceivedBody } from './testing/receiver';
import { webhookBody, type CloudUpdate } from './webhook-body';

const number = { id: '700', digits: '551133330000', account: '100' };
const status = (id: string): CloudUpdate => ({
  list: 'statuses',
  json: `{"id":"${id}"}`,
  contact: `{"wa_id":"${id}"}`,
});
const read = (text: string): ReceivedBody['entries'] => (JSON.parse(text) as { entry: ReceivedBody['entries'] }).entry;

describe('webhook body', () => {
  it('comes as several entries of several changes of several elements, nothing lost and in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 200 }), (count, batchSize) => {
        const ids = Array.from({ length: count }, (_, index) => `w${index}`);
        const entries = read(webhookBody(number, ids.map(status), batchSize, 0));
        const told = entries.flatMap(({ changes }) =>
          changes.flatMap(({ value }) => value.statuses!.map(({ id }) => id)),
        );
        expect(told).toEqual(ids);
      }),
    );
    const entries = read(
      webhookBody(
        number,
        Array.from({ length: 20 }, (_, i) => status(`w${i}`)),
        20,
        0,
      ),
    );
    expect(entries.map(({ changes }) => changes.map(({ value }) => value.statuses!.length))).toEqual([
      [5, 5],
      [5, 5],
    ]);
  });

  it('keeps messages and account news apart from statuses, and stamps account news', () => {
    const updates: CloudUpdate[] = [
      status('a'),
      { list: 'messages', json: '{"id":"m"}' },
      { field: 'account_update', value: '{"event":"X"}' },
      status('b'),
    ];
    const entries = read(webhookBody(number, updates, 200, 5000));
    expect(entries.flatMap(({ changes }) => changes.map(({ field }) => field))).toEqual([
      'messages',
      'messages',
      'account_update',
      'messages',
    ]);
    expect(entries.map(({ id, time }) => [id, time])).toEqual([
      ['100', undefined],
      ['100', 5],
    ]);
  });
});

describe('JSON as Meta writes it', () => {
  it('escapes everything beyond ASCII in lower case, and slashes', () => {
    expect(jsonText('João/😀')).toBe('"Jo\\u00e3o\\/\\ud83d\\ude00"');
    expect(jsonValue({ a: ['ç"'] })).toBe('{"a":["\\u00e7\\""]}');
  });

  it('is ASCII and reads back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = jsonText(text);
        expect(JSON.parse(json)).toBe(text);
        expect(json).toMatch(/^[ -~]*$/);
      }),
    );
  });
});
