import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { reach } from '../api/reach';
import type { components } from '../api/schema';
import { CampaignStream, type News, streamIn } from './campaign-stream';
import { hear, type Heard, NOTHING_HEARD, withNewest } from './newest';

type Campaign = components['schemas']['Campaign'];

/** What a tab asks of the worker that holds the stream. */
export interface Wish {
  readonly what: 'open' | 'open anew' | 'close' | 'leave';
  /** Of what the stream says in words: the one that was chosen, the same in all tabs. */
  readonly language: string;
}

export type LiveMark = 'live' | 'reconnecting' | 'paused';

interface State {
  readonly mark: LiveMark;
  readonly heard: Heard<Campaign>;
}

/** Told of every message, after it was taken in: of what changed, and null where the stream begins anew and anything may have. */
type Listener = (changed: readonly Campaign[] | null) => void;

/** Campaigns as they change, for all pages of a tab. */
class Live {
  private state: State = { mark: 'reconnecting', heard: NOTHING_HEARD };
  private readonly listeners = new Set<Listener>();
  private wish: ((what: Wish['what']) => void) | undefined;

  readonly now = (): State => this.state;

  readonly listen = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Whoever is signed in follows what they may see; again when another language was chosen. */
  begin(): void {
    this.wish ??= connect((news) => this.take(news));
    this.wish('open');
  }

  /** After a sleep, or a network that was away: what looks open may have ended long ago. */
  beginAnew(): void {
    if (this.state.mark !== 'paused') this.wish?.('open anew');
  }

  /** At the end of a session: for all tabs. */
  end(): void {
    this.wish?.('close');
    this.set({ mark: 'reconnecting', heard: NOTHING_HEARD }, null);
  }

  /** Figures stand still, to be read; what happens meanwhile is asked for afterwards. */
  pause(): void {
    this.set({ ...this.state, mark: 'paused' }, []);
  }

  goOn(): void {
    this.set({ ...this.state, mark: 'live' }, null);
    this.wish?.('open');
  }

  private take(news: News): void {
    const { mark, heard } = this.state;
    if (mark === 'paused') return;
    switch (news.kind) {
      case 'lost':
        void reach.check();
        return this.set({ mark: 'reconnecting', heard }, []);
      case 'begun':
        return this.set({ mark: 'live', heard: hear(heard, news.position, []) }, null);
      case 'changed': {
        const items = news.items as readonly Campaign[];
        return this.set({ mark: 'live', heard: hear(heard, news.position, items) }, items);
      }
    }
  }

  private set(state: State, changed: readonly Campaign[] | null): void {
    this.state = state;
    for (const listener of this.listeners) listener(changed);
  }
}

/** A worker that all tabs share; where there is none, a stream of this tab's own. */
function connect(tell: (news: News) => void): (what: Wish['what']) => void {
  if ('SharedWorker' in globalThis) {
    const worker = new SharedWorker(new URL('./live.shared-worker.ts', import.meta.url), {
      type: 'module',
      name: 'arauto-live',
    });
    worker.port.onmessage = ({ data }: MessageEvent<News>) => tell(data);
    const ask = (what: Wish['what']) => worker.port.postMessage({ what, language: i18next.language } satisfies Wish);
    addEventListener('pagehide', () => ask('leave'));
    return ask;
  }
  const stream = new CampaignStream({
    open: () => new EventSource(streamIn(i18next.language)) as never,
    later: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    chance: Math.random,
    tell,
  });
  return (what) => (what === 'close' || what === 'leave' ? stream.close() : stream.open());
}

export const live = new Live();

export function useLiveMark(): LiveMark {
  return useSyncExternalStore(live.listen, () => live.now().mark);
}

/** Campaigns that were read, each as it was heard of last. */
export function useNewest(): (campaign: Campaign, since: string) => Campaign {
  const heard = useSyncExternalStore(live.listen, () => live.now().heard);
  return (campaign, since) => withNewest(campaign, since, heard);
}
