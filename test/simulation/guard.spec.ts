import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import { performance as performanceOfModule } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Guard, GUARDED, Touched } from './guard';

/** What a call throws while the guard is on; nobody but the call is there then, so that Jest itself is not caught. */
function touching(call: () => unknown): { readonly thrown: unknown; readonly touched: readonly string[] } {
  const guard = new Guard();
  let thrown: unknown;
  guard.on();
  try {
    call();
  } catch (error) {
    thrown = error;
  } finally {
    guard.off();
  }
  return { thrown, touched: guard.touched };
}

/** Finds what a name of the guard stands for, as code does that asks for it at each call. */
function realOf(name: string): unknown {
  const [, module = '', key = ''] = /^(.*)\.([^.]+)$/.exec(name) ?? [];
  const nested: Readonly<Record<string, object>> = {
    globalThis,
    AbortSignal,
    performance,
    process,
    Math,
    'crypto.subtle': globalThis.crypto.subtle,
    'fs.promises': fs.promises,
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    'net.Socket': (require('node:net') as typeof import('node:net')).Socket.prototype,
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    'net.Server': (require('node:net') as typeof import('node:net')).Server.prototype,
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    'dns.promises': (require('node:dns') as typeof import('node:dns')).promises,
  };
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const holder = nested[module] ?? (require(`node:${module}`) as object);
  return (holder as Record<string, unknown>)[key];
}

describe('the guard', () => {
  // The first stack of a process is mapped to its source, for which Jest loads what does that.
  beforeAll(() => void new Error('first').stack);

  it.each([...new Set(GUARDED)])('catches %s', (name) => {
    // Found before: to load a module is to read a file.
    realOf(name);
    const { thrown, touched } = touching(() => {
      const real = realOf(name) as new () => unknown;
      return name.endsWith('.Worker') ? new real() : (real as unknown as () => unknown)();
    });
    expect(thrown).toBeInstanceOf(Touched);
    expect(touched).toHaveLength(1);
    expect(touched[0]).toContain(`${name}, by `);
    expect(touched[0]).toContain('guard.spec');
  });

  it('catches a date without a time, and leaves one with it', () => {
    expect(touching(() => new Date()).touched).toHaveLength(1);
    expect(touching(() => Date()).touched).toHaveLength(1);
    expect(touching(() => Date.now()).touched).toHaveLength(1);
    const { thrown, touched } = touching(() => {
      const date = new Date(0);
      if (!(date instanceof Date) || date.getTime() !== 0 || Date.UTC(1970, 0) !== 0) throw new Error('no date');
    });
    expect(thrown).toBeUndefined();
    expect(touched).toEqual([]);
  });

  it('catches what was imported before it was on', () => {
    expect(touching(() => crypto.randomUUID()).touched).toHaveLength(1);
    expect(touching(() => sleep(1)).touched).toHaveLength(1);
    expect(touching(() => fs.readFileSync('/dev/null')).touched).toHaveLength(1);
    expect(touching(() => performanceOfModule.now()).touched).toHaveLength(1);
  });

  it('notes what was touched though whoever touched it swallowed that', () => {
    const { thrown, touched } = touching(() => {
      try {
        return Math.random();
      } catch {
        return 0.5;
      }
    });
    expect(thrown).toBeUndefined();
    expect(touched).toHaveLength(1);
  });

  it('leaves everything as it was', async () => {
    const names = [...GUARDED];
    const before = [...names.map(realOf), Date, Object.getOwnPropertyDescriptor(performance, 'now')];
    touching(() => undefined);
    expect([...names.map(realOf), Date, Object.getOwnPropertyDescriptor(performance, 'now')]).toEqual(before);
    await sleep(1);
    expect(Math.random()).toBeLessThan(1);
  });
});
