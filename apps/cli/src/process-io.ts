import { setTimeout } from 'node:timers/promises';
import type { Io } from './io';

/** This process' own world. The first interrupt asks to stop; a second one ends it as usual. */
export function processIo(): Io {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  // Whoever reads the output may stop reading: head, less.
  process.stdout.on('error', () => stop.abort());
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    env: process.env,
    cwd: process.cwd(),
    width: process.stdout.isTTY ? process.stdout.columns || 80 : Infinity,
    progressWidth: process.stderr.isTTY ? process.stderr.columns || 80 : undefined,
    signal: stop.signal,
    sleep: (ms) => setTimeout(ms, undefined, { signal: stop.signal }).catch(() => undefined),
  };
}
