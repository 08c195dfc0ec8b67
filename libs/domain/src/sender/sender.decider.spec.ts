import { fold } from '../decider';
import { given } from '../specification';
import { type SenderCommand, senderDecider, type SenderEvent } from './sender.decider';

const register: SenderCommand = {
  type: 'RegisterSender',
  subaccountId: 'sub-1',
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

  it('stays paused while facts come in, and resumes to where it was', () => {
    expect(statusAfter(register, pause, connect)).toBe('paused');
    expect(statusAfter(register, pause, connect, { type: 'ResumeSender', by: 'admin' })).toBe('connected');
    expect(statusAfter(register, pause, { type: 'ResumeSender', by: 'admin' })).toBe('registered');
  });

  it('is paused and resumed once', () => {
    sender(register, pause).when(pause).thenNothing();
    sender(register).when({ type: 'ResumeSender', by: 'system' }).thenNothing();
  });

  it('takes over a changed quality, once its facts are known', () => {
    const red: SenderEvent = { type: 'SenderQualityChanged', data: { quality: 'RED' } };
    expect(fold(senderDecider, [...after(register, connect), red])).toMatchObject({
      facts: { quality: 'RED', tier: 1000 },
    });
    expect(fold(senderDecider, [...after(register), red])).toMatchObject({ facts: null });
  });
});
