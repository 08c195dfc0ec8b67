import { fold } from '../decider';
import { given } from '../specification';
import type { SenderCommand } from './sender.commands';
import { senderDecider } from './sender.decider';
import type { SenderEvent } from './sender.events';
import type { KnownSender } from './sender.state';

const register: SenderCommand = {
  type: 'RegisterSender',
  subaccountId: 'sub-1',
  provider: 'cloud-api',
  phoneRef: 'ref-1',
  name: 'Sales',
  portfolioId: 'pf-1',
  connection: { baseUrl: 'http://127.0.0.1:4010', apiVersion: 'v25.0', phoneNumberId: '1', businessAccountId: '2' },
  credentialsRef: 'secret-1',
  pace: { messagesPerSecond: 80 },
};
const connect: SenderCommand = { type: 'ConnectSender', quality: 'GREEN', tier: 1000, throughput: 80 };
const pause: SenderCommand = { type: 'PauseSender', by: 'admin', reason: 'audit', remedy: null };

function after(...commands: SenderCommand[]): readonly SenderEvent[] {
  return commands.reduce<readonly SenderEvent[]>(
    (events, command) => given(senderDecider, events).when(command).happens(),
    [],
  );
}
const sender = (...commands: SenderCommand[]) => given(senderDecider, after(...commands));
const statusAfter = (...commands: SenderCommand[]) => fold(senderDecider, after(...commands)).status;

describe('a sender', () => {
  it('is registered once', () => {
    sender().when(register).thenTypes('SenderRegistered');
    sender(register).when(register).thenNothing();
  });

  it('is not there before that', () => sender().when(connect).thenRefused('not_found'));

  it('is connected when the platform told its facts, and again only when they changed', () => {
    expect(statusAfter(register, connect)).toBe('connected');
    sender(register, connect)
      .when({ throughput: 80, tier: 1000, quality: 'GREEN', type: 'ConnectSender' })
      .thenNothing();
    sender(register, connect)
      .when({ ...connect, tier: null })
      .thenTypes('SenderConnected');
  });

  it('is edited by what differs', () => {
    sender(register)
      .when({ type: 'EditSender', changes: { name: 'Sales' } })
      .thenNothing();
    sender(register)
      .when({ type: 'EditSender', changes: { name: 'Support', pace: null } })
      .then({ type: 'SenderEdited', data: { name: 'Support', pace: null } });
  });

  it('warms up by the plan that was given last, until it is ended, and pauses when its quality sinks meanwhile', () => {
    const plan: SenderCommand = { type: 'PlanWarmUp', startsAt: '2026-03-01T00:00:00.000Z', limits: [10, 20] };
    const hear = (quality: 'YELLOW' | 'GREEN', day: number): SenderCommand => ({
      ...{ type: 'HearFacts', saidAt: `2026-03-0${day}T00:00:00.000Z`, quality },
    });
    sender(register, connect).when(plan).thenTypes('WarmUpPlanned');
    sender(register, connect, plan)
      .when({ ...plan, startsAt: '2026-03-02T00:00:00.000Z' })
      .thenNothing();
    sender(register, connect, plan)
      .when({ ...plan, limits: [10, 30] })
      .thenTypes('WarmUpPlanned');
    sender(register, connect, plan).when({ type: 'EndWarmUp' }).thenTypes('WarmUpEnded');
    sender(register, connect).when({ type: 'EndWarmUp' }).thenNothing();
    sender(register, connect, plan).when(hear('YELLOW', 2)).thenTypes('SenderQualityChanged', 'SenderPaused');
    expect(statusAfter(register, connect, plan, hear('YELLOW', 2))).toBe('paused');
    // Over, or never begun.
    sender(register, connect, plan).when(hear('YELLOW', 4)).thenTypes('SenderQualityChanged');
    sender(register, connect).when(hear('YELLOW', 2)).thenTypes('SenderQualityChanged');
    sender(register, connect, plan).when(hear('GREEN', 2)).thenTypes('SenderQualityChanged');
  });

  it('stays paused while facts come in, and resumes to where it was', () => {
    expect(statusAfter(register, pause, connect)).toBe('paused');
    expect(statusAfter(register, pause, connect, { type: 'ResumeSender', by: 'admin' })).toBe('connected');
    expect(statusAfter(register, pause, { type: 'ResumeSender', by: 'admin' })).toBe('registered');
  });

  it('is paused and resumed once', () => {
    sender(register, pause).when(pause).thenNothing();
    sender(register).when({ type: 'ResumeSender', by: 'admin' }).thenNothing();
    sender(register)
      .when({ type: 'ResumeSender', by: 'system', reasons: ['error_190'] })
      .thenNothing();
  });

  it('takes over a changed quality, once its facts are known', () => {
    const red: SenderEvent = { type: 'SenderQualityChanged', data: { quality: 'RED' } };
    expect(fold(senderDecider, [...after(register, connect), red])).toMatchObject({
      facts: { quality: 'RED', tier: 1000 },
    });
    expect(fold(senderDecider, [...after(register), red])).toMatchObject({ facts: null });
  });

  describe('paused for several reasons', () => {
    const expired: SenderCommand = { type: 'PauseSender', by: 'system', reason: 'error_190', remedy: 'A new token.' };
    const admins = { by: 'admin', reason: 'audit', remedy: null } as const;
    const systems = { by: 'system', reason: 'error_190', remedy: 'A new token.' } as const;

    it('keeps them as a set, with one of an admin', () => {
      sender(register, pause)
        .when(expired)
        .then({ type: 'SenderPaused', data: { ...systems, reasons: [admins, systems] } });
      sender(register, pause, expired).when(expired).thenNothing();
      sender(register, expired, pause)
        .when({ ...pause, reason: 'holiday' })
        .thenNothing();
    });

    it('loses all of them by an admin, and its own by the system', () => {
      const lift: SenderCommand = { type: 'ResumeSender', by: 'system', reasons: ['error_190', 'audit'] };
      sender(register, pause, expired)
        .when(lift)
        .then({ type: 'SenderResumed', data: { by: 'system', removed: [systems], reasons: [admins] } });
      expect(statusAfter(register, connect, pause, expired, lift)).toBe('paused');
      sender(register, pause, expired)
        .when({ type: 'ResumeSender', by: 'admin' })
        .then({ type: 'SenderResumed', data: { by: 'admin', removed: [admins, systems], reasons: [] } });
    });

    it('reads a log of before there was a set', () => {
      const old: SenderEvent[] = [
        ...after(register, connect),
        { type: 'SenderPaused', data: systems },
        { type: 'SenderResumed', data: { by: 'admin' } },
        { type: 'SenderPaused', data: admins },
      ];
      expect(fold(senderDecider, old)).toMatchObject({ status: 'paused', pauseReasons: [admins] });
      given(senderDecider, old)
        .when(expired)
        .then({ type: 'SenderPaused', data: { ...systems, reasons: [admins, systems] } });
    });
  });

  describe('at an account that is disabled and given back', () => {
    const reason = 'error_disabled_update';
    const disable: SenderCommand = {
      ...{ type: 'HearStanding', topic: 'ban', word: 'disabled', saidAt: '2026-11-28T03:00:00.000Z', lifts: [] },
      pause: { reason, remedy: 'Appeal.' },
    };
    const reinstate: SenderCommand = {
      ...{ type: 'HearStanding', topic: 'ban', word: 'reinstated', saidAt: '2026-11-28T04:00:00.000Z', pause: null },
      lifts: [reason, 'error_131031'],
    };
    const reasonsAfter = (...commands: SenderCommand[]) =>
      (fold(senderDecider, after(register, connect, ...commands)) as KnownSender).pauseReasons.map(
        (held) => held.reason,
      );

    it('is paused, and goes on where nothing else holds it', () => {
      expect(reasonsAfter(disable)).toEqual([reason]);
      expect(statusAfter(register, connect, disable, reinstate)).toBe('connected');
      const locked: SenderCommand = { type: 'PauseSender', by: 'system', reason: 'error_131031', remedy: null };
      expect(reasonsAfter(disable, locked, reinstate)).toEqual([]);
      expect(reasonsAfter(disable, pause, reinstate)).toEqual(['audit']);
    });

    it('is not paused by what was said before it was given back, nor a second time by what an admin has lifted', () => {
      expect(reasonsAfter(reinstate, disable)).toEqual([]);
      expect(reasonsAfter(disable, { type: 'ResumeSender', by: 'admin' }, disable)).toEqual([]);
      expect(reasonsAfter(disable, reinstate, { ...disable, saidAt: '2026-11-28T05:00:00.000Z' })).toEqual([reason]);
    });

    it('is disabled when both are said in one second', () => {
      expect(reasonsAfter(disable, { ...reinstate, saidAt: disable.saidAt })).toEqual([reason]);
      expect(reasonsAfter({ ...reinstate, saidAt: disable.saidAt }, disable)).toEqual([reason]);
    });
  });

  describe('at whose address callbacks of others arrive', () => {
    const name = { phoneNumberId: '700100200302', businessAccountId: '900800700' };

    it('says so once for each name, until it is explained', () => {
      const note: SenderCommand = { type: 'NoteForeignCallbacks', ...name };
      const explain: SenderCommand = { type: 'ExplainForeignCallbacks', ...name };
      sender(register)
        .when(note)
        .then({ type: 'ForeignCallbacksReceived', data: { ...name, all: [name] } });
      sender(register, note).when(note).thenNothing();
      sender(register, note)
        .when(explain)
        .then({ type: 'ForeignCallbacksExplained', data: { ...name, all: [] } });
      sender(register).when(explain).thenNothing();
    });

    it('remembers twenty, whoever sends names without end', () => {
      const notes = Array.from({ length: 25 }, (_, index): SenderCommand => ({
        type: 'NoteForeignCallbacks',
        ...name,
        phoneNumberId: `${index}`,
      }));
      expect(fold(senderDecider, after(register, ...notes))).toMatchObject({ foreign: { length: 20 } });
    });
  });
});
