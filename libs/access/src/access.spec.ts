import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, VirtualClock } from '@arauto/clock';
import { keyDecider, type ROLES, storedVersions, stream } from '@arauto/domain';
import {
  type EventStore,
  execute,
  LogFollower,
  START,
  storeBehindDoor,
  WrittenByLaterVersion,
} from '@arauto/event-store';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import { makeFirstKey } from './first-key';
import { KeyRing } from './key-ring';
import { LINK_SECONDS, LoginLinks } from './login-links';
import { may, PERMISSIONS, ROLE_PERMISSIONS } from './roles';
import { hashSecret, keySecret, looksLikeSecret } from './secret';
import { SESSION_SECONDS, Sessions } from './sessions';

const random = seededRandom('access');
const principal = (...roles: (typeof ROLES)[number][]) => ({ id: 'k', name: 'k', roles, subaccountIds: ['*'] });

describe('roles', () => {
  it('give an admin everything', () => {
    for (const permission of PERMISSIONS) expect(may(principal('admin'), permission)).toBe(true);
  });

  it('give a key with two roles what either has', () => {
    const both = principal('auditor', 'reporter');
    expect(may(both, 'event:read')).toBe(true);
    expect(may(both, 'report:export')).toBe(true);
    expect(may(both, 'campaign:start')).toBe(false);
  });

  it('keep an operator from senders, keys, assuming, events and verification', () => {
    const refused = [
      'sender:write',
      'key:create',
      'key:revoke',
      'contact:assume',
      'event:read',
      'verification:run',
    ] as const;
    for (const permission of refused) expect(may(principal('operator'), permission)).toBe(false);
  });

  it('give an auditor no command, no export and no personal data', () => {
    const verbs = ROLE_PERMISSIONS.auditor.map((permission) => permission.split(':')[1]);
    expect([...new Set(verbs)].sort()).toEqual(['history', 'preflight', 'read', 'run', 'timeline']);
    expect(may(principal('auditor'), 'personal:read')).toBe(false);
  });

  it('give a reporter no contact list, no history and no events', () => {
    for (const permission of ['contact:read', 'contact:history', 'event:read'] as const) {
      expect(may(principal('reporter'), permission)).toBe(false);
    }
  });
});

describe('secrets', () => {
  it('are 256 bits behind ak_', () => {
    const secret = keySecret(random.bytes(32));
    expect(looksLikeSecret(secret)).toBe(true);
    expect(Buffer.from(secret.slice(3), 'base64url')).toHaveLength(32);
    expect(() => keySecret(random.bytes(31))).toThrow(RangeError);
  });

  it.each(['', 'ak_', 'ak_short', `xx_${'a'.repeat(43)}`, `ak_${'a'.repeat(44)}`, `ak_${'!'.repeat(43)}`])(
    'are not %p',
    (text) => expect(looksLikeSecret(text)).toBe(false),
  );
});

describe('the key ring', () => {
  let folder: string;
  let store: EventStore;
  let stopping: AbortController;
  const clock = new VirtualClock();

  beforeEach(() => {
    stopping = new AbortController();
    folder = mkdtempSync(join(tmpdir(), 'arauto-access-'));
    store = openSqliteEventStore({ path: join(folder, 'events.db'), clock });
  });
  afterEach(async () => {
    stopping.abort();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const write = { eventId: () => random.uuid() };
  const create = (id: string, secret: string) =>
    execute(
      store,
      keyDecider,
      stream.key(id),
      { type: 'CreateKey', name: id, roles: ['operator'], subaccountIds: ['s'], secretHash: hashSecret(secret) },
      write,
    );

  /** One that knows the log as it is now, and follows it. */
  const openRing = async (
    followed: Pick<EventStore, 'subscribe'> = store,
    read: Pick<EventStore, 'readAll'> = store,
    onFailure?: (error: unknown) => void,
  ) => {
    const follower = new LogFollower(followed, clock, onFailure);
    const ring = new KeyRing(follower);
    await ring.load(read);
    void follower.run([ring], START, stopping.signal);
    return ring;
  };

  it('opens on an empty log, and makes the first key once', async () => {
    const ring = await openRing();
    const first = (await makeFirstKey(store, random, new KeptInMemory()))!;
    expect(await makeFirstKey(store, random, new KeptInMemory())).toBeUndefined();
    await ring.seen(await store.head());
    expect(ring.whoIs(first.secret)).toEqual({ id: first.id, name: 'admin', roles: ['admin'], subaccountIds: ['*'] });
  });

  it('has no key that is not kept: what keeps it from being kept leaves the log without one', async () => {
    const full = { read: () => undefined, keep: () => raise('no space left on the device') };
    await expect(makeFirstKey(store, random, full)).rejects.toThrow('no space left');
    const kept = new KeptInMemory();
    const first = (await makeFirstKey(store, random, kept))!;
    expect(kept.read()).toBe(first.secret);
  });

  it.each(['append', 'keep'] as const)(
    'is finished by the next start when the first was cut short at %s',
    async (at) => {
      const kept = new KeptInMemory();
      const cut = () => raise('killed');
      const dying = at === 'append' ? { ...faces(store), append: cut } : store;
      const keeping = at === 'keep' ? { read: () => kept.read(), keep: cut } : kept;
      await expect(makeFirstKey(dying, random, keeping)).rejects.toThrow('killed');
      const before = kept.read();
      const first = (await makeFirstKey(store, random, kept))!;
      expect(first.secret).toBe(at === 'append' ? before : kept.read());
      const ring = await openRing();
      expect(ring.whoIs(kept.read()!)?.name).toBe('admin');
    },
  );

  it('makes another when what was kept is no key', async () => {
    const kept = new KeptInMemory('half a k');
    expect((await makeFirstKey(store, random, kept))!.secret).toBe(kept.read());
  });

  it('knows what was in the log before it, and what comes after', async () => {
    const [before, after] = [keySecret(random.bytes(32)), keySecret(random.bytes(32))];
    await create('before', before);
    const ring = await openRing();
    expect(ring.whoIs(before)?.name).toBe('before');
    expect(ring.whoIs(after)).toBeUndefined();
    await ring.seen((await create('after', after)).position);
    expect(ring.whoIs(after)?.name).toBe('after');
  });

  it('forgets a revoked key by the time it has seen the revocation', async () => {
    const secret = keySecret(random.bytes(32));
    await create('gone', secret);
    const ring = await openRing();
    const { position } = await execute(store, keyDecider, stream.key('gone'), { type: 'RevokeKey' }, write);
    await ring.seen(position);
    expect(ring.whoIs(secret)).toBeUndefined();
  });

  it('brings back no revoked key when it is told again what it knows', async () => {
    const secret = keySecret(random.bytes(32));
    await create('gone', secret);
    await execute(store, keyDecider, stream.key('gone'), { type: 'RevokeKey' }, write);
    const ring = await openRing();
    for await (const event of store.readAll({ limit: 1 })) ring.apply(event);
    expect(ring.whoIs(secret)).toBeUndefined();
  });

  it('hears of a revocation after a read of the log has failed', async () => {
    const secret = keySecret(random.bytes(32));
    await create('gone', secret);
    let reads = 0;
    const flaky: Pick<EventStore, 'subscribe'> = {
      async *subscribe(options) {
        reads += 1;
        for await (const messages of store.subscribe(options)) {
          yield messages;
          if (reads === 1) throw new Error('the disk is gone');
        }
      },
    };
    const ring = await openRing(flaky);
    expect(ring.whoIs(secret)?.name).toBe('gone');
    const { position } = await execute(store, keyDecider, stream.key('gone'), { type: 'RevokeKey' }, write);
    const seen = ring.seen(position);
    await clock.advance(200);
    await seen;
    expect([reads, ring.whoIs(secret)]).toEqual([2, undefined]);
  });

  it('lets nobody in once it cannot hear of revocations any more, and is not opened on such a log', async () => {
    const secret = keySecret(random.bytes(32));
    await create('gone', secret);
    const behind = storeBehindDoor(store, storedVersions);
    const failures: unknown[] = [];
    const ring = await openRing(behind, behind, (error) => failures.push(error));
    expect(ring.whoIs(secret)?.name).toBe('gone');
    const later = { id: random.uuid(), type: 'KeyRevoked', data: {}, metadata: { v: 2 } };
    const { position } = await store.append(stream.key('gone'), [later], { expected: 0 });
    await ring.seen(position);
    expect(() => ring.whoIs(secret)).toThrow(WrittenByLaterVersion);
    expect(failures).toHaveLength(1);
    await expect(openRing(behind, behind)).rejects.toThrow(WrittenByLaterVersion);
  });

  it('knows the holder of a key by its id until it is revoked', async () => {
    await create('gone', keySecret(random.bytes(32)));
    const ring = await openRing();
    expect(ring.holder('gone')?.name).toBe('gone');
    expect(ring.holder('nobody')).toBeUndefined();
    const { position } = await execute(store, keyDecider, stream.key('gone'), { type: 'RevokeKey' }, write);
    await ring.seen(position);
    expect(ring.holder('gone')).toBeUndefined();
  });

  it('has sessions that are good at every process of one secret, for 12 hours, and end with their key', async () => {
    await create('ana', keySecret(random.bytes(32)));
    const [here, there] = [await openRing(), await openRing()];
    const ana = here.holder('ana')!;
    const session = new Sessions('secret', here, clock).begin(ana);
    const elsewhere = new Sessions('secret', there, clock);
    expect(elsewhere.whoIs(session)).toEqual(ana);
    expect(new Sessions('other', there, clock).whoIs(session)).toBeUndefined();
    for (const none of ['', '.', 'a.b', `${session}.`, `${session}x`, session.slice(1), 'x'.repeat(5000)]) {
      expect(elsewhere.whoIs(none)).toBeUndefined();
    }
    await clock.advance(SESSION_SECONDS * 1000);
    expect(elsewhere.whoIs(session)).toBeUndefined();
    const another = new Sessions('secret', here, clock).begin(ana);
    const { position } = await execute(store, keyDecider, stream.key('ana'), { type: 'RevokeKey' }, write);
    await there.seen(position);
    expect(elsewhere.whoIs(another)).toBeUndefined();
  });

  it('has links that are good once: for one of two at once, at one of two processes, and never again', async () => {
    await create('ana', keySecret(random.bytes(32)));
    const ring = await openRing();
    const ana = ring.holder('ana')!;
    const linksOf = (secret = 'secret') => new LoginLinks(secret, store, ring, clock, random);
    const { token } = linksOf().make(ana);
    expect(await linksOf('other').use(token, 'r')).toBeUndefined();
    const used = await Promise.all(Array.from({ length: 5 }, () => linksOf().use(token, 'r')));
    expect(used.filter((one) => one !== undefined)).toEqual([ana]);
    // Another process, or this one after a restart, knows no more of it than the log does.
    expect(await linksOf().use(token, 'r')).toBeUndefined();
    const session = new Sessions('secret', ring, clock).begin(ana);
    expect(await linksOf().use(session, 'r')).toBeUndefined();
    expect(new Sessions('secret', ring, clock).whoIs(linksOf().make(ana).token)).toBeUndefined();
  });

  it('has links that end after 5 minutes, and with their key', async () => {
    await create('ana', keySecret(random.bytes(32)));
    const ring = await openRing();
    const links = new LoginLinks('secret', store, ring, clock, random);
    const [late, revoked] = [links.make(ring.holder('ana')!), links.make(ring.holder('ana')!)];
    expect(late.endsAt - clock.now()).toBe(LINK_SECONDS * 1000);
    const { position } = await execute(store, keyDecider, stream.key('ana'), { type: 'RevokeKey' }, write);
    await ring.seen(position);
    expect(await links.use(revoked.token, 'r')).toBeUndefined();
    await create('bia', keySecret(random.bytes(32)));
    await ring.seen(await store.head());
    const { token } = links.make(ring.holder('bia')!);
    await clock.advance(LINK_SECONDS * 1000);
    expect(await links.use(token, 'r')).toBeUndefined();
    expect((await links.use(links.make(ring.holder('bia')!).token, 'r'))?.name).toBe('bia');
  });

  it('knows nobody by what is no secret', async () => {
    const ring = await openRing();
    expect(ring.whoIs('')).toBeUndefined();
    expect(ring.whoIs(keySecret(random.bytes(32)))).toBeUndefined();
  });
});

class KeptInMemory {
  constructor(private secret?: string) {}
  read = () => this.secret;
  keep = (secret: string) => void (this.secret = secret);
}

function raise(message: string): never {
  throw new Error(message);
}

/** A store whose methods can be replaced one by one. */
function faces(store: EventStore): EventStore {
  return {
    append: store.append.bind(store),
    appendMany: store.appendMany.bind(store),
    readStream: store.readStream.bind(store),
    readAll: store.readAll.bind(store),
    subscribe: store.subscribe.bind(store),
    head: store.head.bind(store),
    close: store.close.bind(store),
  };
}
