import { WORDINGS } from '@arauto/domain';
import { saidInSources } from './said-in-sources';

/** What is said of the code in it reaches people in three languages: the catalogue and the sources have to say the same. */
describe('the words of the engine', () => {
  const said = saidInSources();
  const known = WORDINGS.flatMap((wording) => Object.entries(wording));

  it('are found in the sources', () => expect(said.length).toBeGreaterThan(500));

  it('are in every language', () => {
    const english = new Set(known.map(([one]) => one));
    expect(said.filter((one) => !english.has(one.english)).map((one) => `${one.at} ${one.english}`)).toEqual([]);
  });

  it('are all said somewhere', () => {
    const english = new Set(said.map((one) => one.english));
    expect(known.map(([one]) => one).filter((one) => !english.has(one))).toEqual([]);
  });
});
