import { labelsIn, type Language, templateIdOf } from '@arauto/domain';
import type { Vault } from '@arauto/privacy';
import type { Grouping, Value } from '@arauto/read-models';
import { campaignsView, sendersView, subaccountsView, templatesView } from '@arauto/read-models/operational';
import type { messagesView } from '@arauto/read-models/reporting';
import { Inject, Injectable } from '@nestjs/common';
import type { ComparableField } from '@arauto/read-models';
import { VAULT, VIEWS } from '../tokens';
import { hydrate } from '../use-case/personal';
import type { Views } from '../views';
import type { ConsolidatedBy } from './consolidated-query';

const HOUR = 3_600_000;
const LENGTHS = { day: 24 * HOUR, hour: HOUR } as const;

/** Milliseconds of what is told apart, where that is a time. */
export function lengthOf(by: ConsolidatedBy): number | undefined {
  return by === 'day' || by === 'hour' ? LENGTHS[by] : undefined;
}

/** What rows are counted by for it. What only a campaign knows (its user, its template) is counted by campaign. */
const FIELDS = {
  campaign: 'campaignId',
  user: 'campaignId',
  template: 'campaignId',
  subaccount: 'subaccountId',
  sender: 'senderId',
  status: 'status',
  contentType: 'contentType',
  conversationType: 'conversationType',
} as const satisfies Record<Exclude<ConsolidatedBy, 'day' | 'hour'>, ComparableField<typeof messagesView>>;

/** @param offset milliseconds that the clocks of the zone are ahead of UTC */
export function groupingOf<Instant extends string>(by: ConsolidatedBy, instant: Instant, offset: number) {
  if (by === 'day' || by === 'hour') return { field: instant, every: LENGTHS[by], offset } satisfies Grouping;
  return FIELDS[by];
}

type NameOf = (value: string) => string | null;

/** What the values that rows were counted by mean to people. */
@Injectable()
export class ConsolidatedGroups {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  /** The groups of values that were counted by; null for rows that have none. */
  async groupsOf(by: ConsolidatedBy, values: readonly Value[]): Promise<ReadonlyMap<Value, string | null>> {
    const length = lengthOf(by);
    if (length !== undefined) {
      const shown = by === 'day' ? 10 : 16;
      return new Map(
        values.map((value) => [value, new Date((value as number) * length).toISOString().slice(0, shown)]),
      );
    }
    if (by !== 'user' && by !== 'template') return new Map(values.map((value) => [value, value as string | null]));
    const ids = values.filter((value) => typeof value === 'string');
    const campaigns = await this.views.operational.getMany(campaignsView, ids);
    return new Map(
      ids.map((id, at) => {
        const campaign = campaigns[at];
        return [id, campaign ? (by === 'user' ? campaign.user : templateIdOf(campaign.content)) : null];
      }),
    );
  }

  /** How people call groups; themselves where they have no other name. */
  async namesOf(by: ConsolidatedBy, groups: readonly string[], language: Language): Promise<NameOf> {
    const labels = labelsIn(language);
    const { operational } = this.views;
    switch (by) {
      case 'day':
      case 'hour':
      case 'user':
        return (group) => group;
      case 'status':
        return (group) => (labels.reportStatus as Readonly<Record<string, { label: string }>>)[group]?.label ?? group;
      case 'contentType':
        return (group) => (labels.contentType as Readonly<Record<string, string>>)[group] ?? group;
      case 'conversationType':
        return (group) => (labels.conversationType as Readonly<Record<string, string>>)[group] ?? group;
      case 'campaign':
        return named(groups, await operational.getMany(campaignsView, groups));
      case 'subaccount':
        return named(groups, await operational.getMany(subaccountsView, groups));
      case 'template':
        return named(groups, await operational.getMany(templatesView, groups));
      case 'sender': {
        const senders = await operational.getMany(sendersView, groups);
        const refs = senders.map((sender) => sender?.phoneRef);
        const entries = await hydrate(this.vault, refs);
        return named(
          groups,
          refs.map((ref) => ({ name: entries.get(ref ?? '')?.phone ?? null })),
        );
      }
    }
  }
}

function named(groups: readonly string[], found: readonly ({ readonly name: string | null } | undefined)[]): NameOf {
  const names = new Map(groups.map((group, at) => [group, found[at]?.name ?? null]));
  return (group) => names.get(group) ?? null;
}
