import { CampaignStream, type News, streamIn } from './campaign-stream';
import type { Wish } from './live';

/**
 * Holds the one stream of a browser for all its tabs: over HTTP/1.1 a browser opens six connections to a host, and a stream in each of six tabs would
 * leave none for anything else. It ends with the last tab.
 */
const scope = self as unknown as { onconnect: ((event: MessageEvent) => void) | null };
const ports = new Set<MessagePort>();
/** What a tab that comes later has missed. */
let last: News | undefined;
let isOpen = false;
let spoken = '';

const stream = new CampaignStream({
  open: () => new EventSource(streamIn(spoken)) as never,
  later: (ms, then) => {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
  chance: Math.random,
  tell: (news) => {
    last = news;
    for (const port of ports) port.postMessage(news);
  },
});

function open(language: string): void {
  [isOpen, spoken] = [true, language];
  stream.open();
}

scope.onconnect = ({ ports: [port] }) => {
  if (!port) return;
  ports.add(port);
  port.onmessage = ({ data: { what, language } }: MessageEvent<Wish>) => {
    switch (what) {
      case 'open':
        // A page that comes back out of the browser's memory has left before.
        ports.add(port);
        if (isOpen && language === spoken) {
          if (last) port.postMessage(last.kind === 'lost' ? last : { kind: 'begun', position: last.position });
          return;
        }
        return open(language);
      case 'open anew':
        return open(language);
      case 'close':
        isOpen = false;
        last = undefined;
        return stream.close();
      case 'leave':
        return void ports.delete(port);
    }
  };
};
