import { byteRange } from './byte-range';

describe('the range that is asked for', () => {
  it.each<[string | undefined, { from: number; to: number } | undefined]>([
    [undefined, undefined],
    ['bytes=0-', { from: 0, to: 100 }],
    ['bytes=0-0', { from: 0, to: 1 }],
    ['bytes=10-19', { from: 10, to: 20 }],
    ['bytes=90-1000', { from: 90, to: 100 }],
    ['bytes=-10', { from: 90, to: 100 }],
    ['bytes=-1000', { from: 0, to: 100 }],
    ['bytes=20-10', undefined],
    ['bytes=-', undefined],
    ['bytes=0-1,5-6', undefined],
    ['rows=0-1', undefined],
    ['bytes=a-b', undefined],
  ])('%s', (header, range) => expect(byteRange(header, 100)).toEqual(range));

  it.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('%s is beyond the file', (header) => {
    expect(() => byteRange(header, 100)).toThrow('The file has 100 bytes: there is no such range of it.');
  });

  it('is none of a file without a byte', () => expect(() => byteRange('bytes=0-', 0)).toThrow('has 0 bytes'));
});
