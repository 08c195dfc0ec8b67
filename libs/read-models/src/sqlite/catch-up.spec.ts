import { catchUp } from './catch-up.measure';

describe('catching up', () => {
  it.each(['uploads first', 'phases'] as const)('leaves the rows a hand-written loop leaves: %s', async (order) => {
    expect(await catchUp(3000, order)).toMatchObject({ isEqual: true });
  });
});
