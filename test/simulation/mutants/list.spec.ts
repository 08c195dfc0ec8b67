import { MUTANTS } from './list';
import { sourcesOf } from './mutated-source';

describe('mutants', () => {
  it.each(MUTANTS)('can be made of the sources as they are: $name', (mutant) => {
    expect(() => sourcesOf(mutant)).not.toThrow();
  });

  it('have names of their own', () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  });

  it('are at least as many as were promised, and ten of them are caught soon', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(24);
    expect(MUTANTS.filter(({ isQuick }) => isQuick).length).toBeGreaterThanOrEqual(10);
  });
});
