import { stream } from '@arauto/domain';
import { SecretError, type Vault } from '@arauto/privacy';
import { unmatchedView } from '@arauto/read-models/operational';
import { makeTenant, type Tenant } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { openWebhooks, webhook } from '../testing/webhooks';
import { UnmatchedMatcher } from './match-unmatched';

const HOUR = 3600 * 1000;
const { signal } = new AbortController();

describe('webhook elements that match nothing', () => {
  let engine: SmallEngine;
  let tenant: Tenant;
  let post: (senderId: string, body: unknown) => Promise<void>;
  let tried: string[];
  /** What a test says of an element: that it belongs somewhere, or that it is poison. */
  let verdict: (messageId: string) => string | undefined;
  let failures: unknown[];
  let failed: (error: unknown) => void;
  let matcher: UnmatchedMatcher;

  beforeEach(async () => {
    engine = await openSmallEngine();
    tenant = await makeTenant(engine);
    ({ post } = await openWebhooks(engine));
    [tried, failures, verdict] = [[], [], () => undefined];
    const receiver = {
      matchAgain: (_senderId: string, _sender: unknown, element: { readonly messageId?: string }) => {
        tried.push(element.messageId!);
        return new Promise<string | undefined>((resolve) => resolve(verdict(element.messageId!)));
      },
    } as never;
    failed = (error: unknown) => failures.push(error);
    matcher = new UnmatchedMatcher(engine.store, engine.views.operational, engine.vault, receiver, engine.clock);
  });
  afterEach(() => engine.close());

  const statusOf = (id: string) => ({ id, status: 'sent', timestamp: '1767614400', recipient_id: '5511900021001' });
  const strangers = (ids: readonly string[]) => webhook('messages', { statuses: ids.map(statusOf) });

  async function lookUntilDone(): Promise<void> {
    await engine.views.project();
    while (await matcher.look(signal, failed));
    await engine.views.project();
  }

  async function typesOf(): Promise<string[]> {
    const types: string[] = [];
    const filter = { streamPrefixes: [stream.unmatched(tenant.senderId, '')] };
    for await (const { type } of engine.store.readAll({ filter })) types.push(type);
    return types;
  }

  it('are one however often they are delivered, each in a stream of its own: an append costs the same among any number', async () => {
    await post(tenant.senderId, strangers(['wamid.1', 'wamid.2']));
    await post(tenant.senderId, strangers(['wamid.2', 'wamid.1']));
    expect(await typesOf()).toEqual(['UnmatchedReceived', 'UnmatchedReceived']);
    await engine.views.project();
    expect(await matcher.size()).toBe(2);
  });

  it('are tried soon and often at first, and hourly later; nothing is remembered of them', async () => {
    await lookUntilDone();
    await post(tenant.senderId, strangers(['wamid.1']));
    await engine.views.project();
    for (let second = 0; second < 64; second++) {
      await engine.clock.advance(1000);
      await matcher.look(signal, failed);
    }
    expect(tried).toHaveLength(6);
    await engine.clock.advance(HOUR);
    await lookUntilDone();
    await engine.clock.advance(HOUR);
    await lookUntilDone();
    expect(tried.length).toBeGreaterThanOrEqual(8);
  });

  it('hold up nobody when they cannot be tried: more than a page of poison before one that matches', async () => {
    const poison = Array.from({ length: 1100 }, (_, n) => `wamid.poison.${n}`);
    await post(tenant.senderId, strangers(poison));
    await engine.clock.advance(1);
    await post(tenant.senderId, strangers(['wamid.good']));
    verdict = (id) => {
      if (id !== 'wamid.good') throw new Error('poison');
      return 'contact-c.p';
    };
    await lookUntilDone();
    expect(failures).toHaveLength(1100);
    expect((await typesOf()).filter((type) => type === 'UnmatchedMatched')).toHaveLength(1);
    expect(await matcher.size()).toBe(1100);
  });

  it('hold up nobody when they cannot be opened, and are dropped when they are a week old', async () => {
    await post(tenant.senderId, strangers(['wamid.damaged']));
    await engine.views.project();
    const [damaged] = await engine.views.operational.find(unmatchedView, { where: [], limit: 1 });
    await engine.clock.advance(1);
    await post(tenant.senderId, strangers(['wamid.good']));
    const vault: Pick<Vault, 'getMany' | 'remove'> = {
      remove: (refs) => engine.vault.remove(refs),
      async getMany(refs, onDamaged) {
        const entries = await engine.vault.getMany(refs);
        return refs.map((ref, index) => {
          if (ref !== damaged!.doc.ref) return entries[index];
          onDamaged!(ref, new SecretError('damaged', `${ref} was changed`));
          return undefined;
        });
      },
    };
    const receiver = { matchAgain: () => Promise.resolve('contact-c.p') } as never;
    matcher = new UnmatchedMatcher(engine.store, engine.views.operational, vault, receiver, engine.clock);
    await lookUntilDone();
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.every((failure) => failure instanceof SecretError)).toBe(true);
    expect(await typesOf()).toEqual(['UnmatchedReceived', 'UnmatchedReceived', 'UnmatchedMatched']);
    await engine.clock.advance(7 * 24 * HOUR + 1);
    await lookUntilDone();
    expect(await matcher.size()).toBe(0);
  });

  it('are dropped by an event when they are a week old, and not twice', async () => {
    await post(tenant.senderId, strangers(['wamid.1']));
    await engine.clock.advance(7 * 24 * HOUR + 1);
    await engine.views.project();
    await matcher.look(signal, failed);
    // The view has not heard of it yet.
    await engine.clock.advance(HOUR);
    while (await matcher.look(signal, failed));
    await engine.views.project();
    expect(await typesOf()).toEqual(['UnmatchedReceived', 'UnmatchedDropped']);
    expect(await matcher.size()).toBe(0);
  });

  it.each([
    ['dropped', undefined],
    ['matched', 'contact-c.p'],
  ])('are in the vault until they are %s, whomever they name, and do not come back', async (_, belongsTo) => {
    const malformed = webhook('messages', { statuses: [{ id: 'wamid.m', recipient_id: { phone: '5511900021001' } }] });
    const bodies = [malformed, strangers(['wamid.1'])];
    const kept = async () => {
      let entries = 0;
      for await (const page of engine.vault.entries()) entries += page.filter(({ kind }) => kind === 'inbound').length;
      return entries;
    };
    verdict = () => belongsTo;
    for (const body of bodies) await post(tenant.senderId, body);
    expect(await kept()).toBe(2);
    await engine.clock.advance(7 * 24 * HOUR);
    await lookUntilDone();
    expect(await kept()).toBe(belongsTo === undefined ? 2 : 1);
    await engine.clock.advance(HOUR);
    await lookUntilDone();
    for (const body of bodies) await post(tenant.senderId, body);
    expect([await kept(), await matcher.size(), failures]).toEqual([0, 0, []]);
  });

  it('are tried hourly although the clock was set back by a month', async () => {
    await lookUntilDone();
    await post(tenant.senderId, strangers(['wamid.1']));
    engine.clock.setBy(-30 * 24 * HOUR);
    await post(tenant.senderId, strangers(['wamid.2']));
    await engine.views.project();
    await matcher.look(signal, failed);
    await engine.clock.advance(2 * HOUR);
    await lookUntilDone();
    tried.length = 0;
    await engine.clock.advance(2 * HOUR);
    await lookUntilDone();
    expect([...tried].sort()).toEqual(['wamid.1', 'wamid.2']);
  });

  it('of an earlier version, which kept all of a sender in one stream, are matched and dropped as well', async () => {
    const old = `unmatched-${tenant.senderId}`;
    const receivedAt = new Date(engine.clock.now()).toISOString();
    const received = (n: number) => ({
      id: engine.random.uuid(),
      type: 'UnmatchedReceived',
      data: { reason: 'unknown_message', messageHash: `hash-${n}`, ref: `old.${n}`, receivedAt },
      metadata: { v: 1 },
    });
    const events = [received(1), received(2), received(3)] as const;
    await engine.vault.put(
      [1, 2].map((n) => ({
        ...({ ref: `old.${n}`, kind: 'inbound', person: null, campaign: null } as const),
        data: { kind: 'status', messageId: `wamid.${n}` },
      })),
    );
    const matched = { of: events[2].id, contact: 'contact-c.p' };
    await engine.store.append(old, events, { expected: 'noStream' });
    const end = { id: engine.random.uuid(), type: 'UnmatchedMatched', data: matched, metadata: { v: 1 } };
    await engine.store.append(old, [end], { expected: 2 });
    verdict = (id) => (id === 'wamid.1' ? 'contact-c.p' : undefined);
    await lookUntilDone();
    expect(await matcher.size()).toBe(1);
    await engine.clock.advance(7 * 24 * HOUR + 1);
    await lookUntilDone();
    expect([await matcher.size(), await typesOf()]).toEqual([0, ['UnmatchedMatched', 'UnmatchedDropped']]);
  });
});
