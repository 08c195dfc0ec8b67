import { type Decider, impossible, laterEvent } from '../decider';
import { Refusal } from '../refusal';
import { stream } from '../streams';

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

export type SubaccountFacts = {
  readonly name: string;
  /** ISO 3166-1 alpha-2: numbers written without a country are of this one. */
  readonly defaultCountry: string | null;
  readonly timeZone: string | null;
  /** Vault ref of the sealed identity secret, from which person keys are made. It never changes. */
  readonly identitySecretRef: string;
};

export type SubaccountEvent =
  | Event<'SubaccountCreated', SubaccountFacts>
  /** A number for people. Idempotent by the campaign; gaps are allowed. */
  | Event<'CampaignNumberReserved', { readonly campaignId: string; readonly number: number }>;

export type SubaccountCommand =
  | ({ readonly type: 'CreateSubaccount' } & SubaccountFacts)
  | { readonly type: 'ReserveCampaignNumber'; readonly campaignId: string };

export type Subaccount =
  | { readonly status: 'none' }
  | (SubaccountFacts & {
      readonly status: 'active';
      readonly lastNumber: number;
      /** By campaign, so that a repeated reservation answers the same. */
      readonly numbers: Readonly<Record<string, number>>;
    });

/** The tenant: owns senders, templates, campaigns and contacts. */
export const subaccountDecider: Decider<Subaccount, SubaccountCommand, SubaccountEvent> = {
  initial: { status: 'none' },
  decide(command, subaccount) {
    if (command.type === 'CreateSubaccount') {
      const { type: _, ...facts } = command;
      return subaccount.status === 'none' ? [{ type: 'SubaccountCreated', data: facts }] : [];
    }
    if (subaccount.status === 'none') throw new Refusal('not_found', 'There is no such subaccount.');
    switch (command.type) {
      case 'ReserveCampaignNumber': {
        if (subaccount.numbers[command.campaignId] !== undefined) return [];
        const data = { campaignId: command.campaignId, number: subaccount.lastNumber + 1 };
        return [{ type: 'CampaignNumberReserved', data }];
      }
      default:
        return impossible(command);
    }
  },
  evolve(subaccount, event) {
    if (event.type === 'SubaccountCreated') return { ...event.data, status: 'active', lastNumber: 0, numbers: {} };
    if (event.type !== 'CampaignNumberReserved') return laterEvent(event, subaccount);
    if (subaccount.status === 'none') return subaccount;
    return {
      ...subaccount,
      lastNumber: event.data.number,
      numbers: { ...subaccount.numbers, [event.data.campaignId]: event.data.number },
    };
  },
};

export const subaccountAggregate = { decider: subaccountDecider, stream: stream.subaccount };
