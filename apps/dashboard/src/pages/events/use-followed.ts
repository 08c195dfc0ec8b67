import { useEffect, useRef, useState } from 'react';
import { newerThan } from './newer-than';
import { type LogEvent, pageOf } from './queries';
import type { EventsSearch } from './search';

/** How often the log is asked what is new, milliseconds. */
const EVERY = 2000;
/** What a page can hold without becoming slow; older ones are in the log. */
const MOST = 1000;

export interface Followed {
  /** Newest first. */
  readonly events: readonly LogEvent[];
  /** The position of the oldest event below which more came than could be taken in. */
  readonly gapBelow: string | null;
}

/**
 * What was written since a list was read, while it is followed. For another search it begins anew: the component has another key then.
 * @param newest position of the newest event that the list had; undefined for none
 */
export function useFollowed(search: EventsSearch, isOn: boolean, newest: string | undefined): Followed {
  const [followed, setFollowed] = useState<Followed>({ events: [], gapBelow: null });
  const known = useRef(newest);
  const { stream, campaign, type, actor, correlation } = search;
  useEffect(() => {
    if (!isOn) return undefined;
    if (newest !== undefined && newest > (known.current ?? '')) known.current = newest;
    const end = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    // By these the log finds at once what there is; by the others it would look through all of it again and again.
    const asked = {
      ...(stream !== undefined && { stream }),
      ...(campaign !== undefined && { campaign }),
      ...(type !== undefined && { type }),
    };
    const isWanted = (event: LogEvent) =>
      (actor === undefined || event.actor.id === actor || event.actor.name === actor) &&
      (correlation === undefined || event.correlationId === correlation);
    const look = async () => {
      try {
        const { events, hasGap } = await newerThan(known.current, (cursor) => pageOf(asked, cursor, end.signal));
        if (end.signal.aborted) return;
        known.current = events[0]?.position ?? known.current;
        const wanted = events.filter(isWanted);
        if (wanted.length > 0 || hasGap) {
          const gap = hasGap ? (wanted.at(-1)?.position ?? null) : null;
          setFollowed((before) => ({
            events: [...wanted, ...before.events].slice(0, MOST),
            gapBelow: gap ?? before.gapBelow,
          }));
        }
      } catch {
        // The engine is away, which the bar above says, or has other things to do: the next look finds what this one did not.
      }
      if (!end.signal.aborted) timer = setTimeout(() => void look(), EVERY);
    };
    void look();
    return () => {
      end.abort();
      clearTimeout(timer);
    };
  }, [stream, campaign, type, actor, correlation, isOn, newest]);
  return followed;
}
