import type { Clock } from '@arauto/clock';
import type { Notice, Notices, Word } from '../notices';

/** Notices of an engine of one process, which says everything to itself. */
export class LocalNotices implements Notices {
  /** By topic, as JSON: the word that was said and the one that is read share nothing. */
  private readonly words = new Map<string, { readonly json: string; readonly at: number }>();

  /** @param instance what the process is called */
  constructor(
    readonly instance: string,
    private readonly clock: Pick<Clock, 'monotonic'>,
  ) {}

  post(topic: string, word: Word): Promise<void> {
    this.words.set(topic, { json: JSON.stringify(word), at: this.clock.monotonic() });
    return Promise.resolve();
  }

  read(topic: string, maxAgeMs: number): Promise<readonly Notice[]> {
    const said = this.words.get(topic);
    if (!said) return Promise.resolve([]);
    const ageMs = this.clock.monotonic() - said.at;
    const word = JSON.parse(said.json) as Word;
    return Promise.resolve(ageMs > maxAgeMs ? [] : [{ from: this.instance, word, ageMs }]);
  }

  withdraw(topic: string): Promise<void> {
    this.words.delete(topic);
    return Promise.resolve();
  }
}
