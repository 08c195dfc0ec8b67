import { createHash } from 'node:crypto';
import { laneOf } from './lane';

const key = (n: number) => createHash('md5').update(String(n)).digest('base64url');

describe('the lane of a stream', () => {
  it.each([2, 3, 4, 8, 64])('parts streams of contacts evenly among %d', (of) => {
    const counts = new Array<number>(of).fill(0);
    for (let n = 0; n < 64_000; n++) counts[laneOf(`contact-${key(n)}`, of)]!++;
    for (const count of counts) expect(Math.abs(count - 64_000 / of) / (64_000 / of)).toBeLessThan(0.15);
  });

  it('is decided by the character before the last, in the order of base64url', () => {
    const lanes = [...'ABCDEFZaz09-_'].map((character) => laneOf(`contact-${character}Q`, 64));
    expect(lanes).toEqual([0, 1, 2, 3, 4, 5, 25, 26, 51, 52, 61, 62, 63]);
    expect(laneOf('contact-zg', 4)).toBe(51 % 4);
  });

  it.each(['', 'B', 'ção', 'upload-\n', 'B\n', 'B.', '.B', 'B😀', '😀B', 'B\u0000'])(
    'is the first for a name like %j',
    (stream) => {
      for (const of of [1, 2, 7, 64]) expect(laneOf(stream, of)).toBe(0);
    },
  );
});
