import { type Decider, impossible, laterEvent } from '../decider';
import { sameJson } from '../json';
import { Refusal } from '../refusal';

export type Connection = {
  readonly baseUrl: string;
  readonly apiVersion: string;
  readonly phoneNumberId: string;
  readonly businessAccountId: string;
};

export type SenderSettings = {
  readonly name: string;
  readonly portfolioId: string;
  readonly connection: Connection;
  /** Vault ref of the sealed credentials; a new one with every change. */
  readonly credentialsRef: string;
  readonly pace: { readonly messagesPerSecond: number } | null;
};

/** What the platform says of a number. `tier` is unique users per rolling 24 h, null for unlimited. */
export type SenderFacts = {
  readonly quality: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  readonly tier: number | null;
  readonly throughput: number;
};

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

/** `phoneRef`: our number lies in the vault like any other. */
export type SenderEvent =
  | Event<
      'SenderRegistered',
      SenderSettings & { readonly subaccountId: string; readonly provider: 'cloud-api'; readonly phoneRef: string }
    >
  | Event<'SenderConnected', SenderFacts>
  | Event<'SenderEdited', Partial<SenderSettings>>
  | Event<'SenderPaused', { readonly by: 'admin' | 'system'; readonly reason: string; readonly remedy: string | null }>
  | Event<'SenderResumed', { readonly by: 'admin' | 'system' }>
  | Event<'SenderQualityChanged', { readonly quality: SenderFacts['quality'] }>;

export type SenderCommand =
  | ({ readonly type: 'RegisterSender'; readonly subaccountId: string; readonly phoneRef: string } & SenderSettings)
  | ({ readonly type: 'ConnectSender' } & SenderFacts)
  | { readonly type: 'EditSender'; readonly changes: Partial<SenderSettings> }
  | {
      readonly type: 'PauseSender';
      readonly by: 'admin' | 'system';
      readonly reason: string;
      readonly remedy: string | null;
    }
  | { readonly type: 'ResumeSender'; readonly by: 'admin' | 'system' };

export type Sender =
  | { readonly status: 'none' }
  | (SenderSettings & {
      readonly status: 'registered' | 'connected' | 'paused';
      readonly connected: boolean;
      readonly subaccountId: string;
      readonly phoneRef: string;
      readonly facts: SenderFacts | null;
      readonly pausedFor: string | null;
    });

/** A business phone number at a provider. */
export const senderDecider: Decider<Sender, SenderCommand, SenderEvent> = {
  initial: { status: 'none' },
  decide(command, sender) {
    if (command.type === 'RegisterSender') {
      const { type: _, ...registered } = command;
      return sender.status === 'none'
        ? [{ type: 'SenderRegistered', data: { ...registered, provider: 'cloud-api' } }]
        : [];
    }
    if (sender.status === 'none') throw new Refusal('not_found', 'There is no such sender.');
    switch (command.type) {
      case 'ConnectSender': {
        const { type: _, ...facts } = command;
        return sameJson(facts, sender.facts) ? [] : [{ type: 'SenderConnected', data: facts }];
      }
      case 'EditSender': {
        const fields = Object.keys(command.changes) as (keyof SenderSettings)[];
        const same = fields.every((field) => sameJson(command.changes[field], sender[field]));
        return same ? [] : [{ type: 'SenderEdited', data: command.changes }];
      }
      case 'PauseSender': {
        if (sender.status === 'paused') return [];
        const { by, reason, remedy } = command;
        return [{ type: 'SenderPaused', data: { by, reason, remedy } }];
      }
      case 'ResumeSender':
        return sender.status === 'paused' ? [{ type: 'SenderResumed', data: { by: command.by } }] : [];
      default:
        return impossible(command);
    }
  },
  evolve(sender, event) {
    if (event.type === 'SenderRegistered') {
      return { ...event.data, status: 'registered', connected: false, facts: null, pausedFor: null };
    }
    if (sender.status === 'none') return sender;
    switch (event.type) {
      case 'SenderConnected':
        return {
          ...sender,
          facts: event.data,
          connected: true,
          status: sender.status === 'paused' ? 'paused' : 'connected',
        };
      case 'SenderEdited':
        return { ...sender, ...event.data };
      case 'SenderPaused':
        return { ...sender, status: 'paused', pausedFor: event.data.reason };
      case 'SenderResumed':
        return { ...sender, status: sender.connected ? 'connected' : 'registered', pausedFor: null };
      case 'SenderQualityChanged':
        return sender.facts ? { ...sender, facts: { ...sender.facts, quality: event.data.quality } } : sender;
      default:
        return laterEvent(event, sender);
    }
  },
};
