import fc from 'fast-check';
import { Heap } from './heap';

describe('a heap', () => {
  it('hands out what was put in, the least first, whatever is put in between', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 20 }))), (moves) => {
        const heap = new Heap<number>((a, b) => a < b);
        const there: number[] = [];
        for (const move of moves) {
          // Nothing stands for: take one out.
          if (move === null) {
            there.sort((a, b) => a - b);
            expect(heap.first()).toBe(there[0]);
            expect(heap.takeFirst()).toBe(there.shift());
          } else {
            heap.put(move);
            there.push(move);
          }
        }
        expect(heap.first()).toBe(there.length === 0 ? undefined : Math.min(...there));
      }),
    );
  });

  it('is empty in the end', () => {
    const heap = new Heap<number>((a, b) => a < b);
    expect(heap.takeFirst()).toBeUndefined();
    heap.put(1);
    expect([heap.takeFirst(), heap.takeFirst(), heap.first()]).toEqual([1, undefined, undefined]);
  });
});
