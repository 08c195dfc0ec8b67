import { CONTACT_STATES, MILESTONES } from '@arauto/domain';
import type { FieldName } from '@arauto/read-models';
import { type campaignCountersView, milestoneCounter, stateCounter } from '@arauto/read-models/operational';
import type { Recounted } from './contact-recount';

type Counter = FieldName<typeof campaignCountersView>;

/** What the contacts of one campaign add up to, by the names of the counters' fields. */
export class CampaignSums {
  private readonly sums = new Map<Counter | 'rows', number>();
  private readonly failures = new Map<string, number>();

  constructor() {
    for (const field of ['contacts', 'settled', 'open', 'needsAttention', 'replied', 'optOuts', 'rows'] as const)
      this.sums.set(field, 0);
    for (const state of CONTACT_STATES) this.sums.set(stateCounter(state), 0);
    for (const milestone of MILESTONES) this.sums.set(milestoneCounter(milestone), 0);
  }

  copy(): CampaignSums {
    const copy = new CampaignSums();
    for (const [field, sum] of this.sums) copy.sums.set(field, sum);
    for (const [code, sum] of this.failures) copy.failures.set(code, sum);
    return copy;
  }

  /** @param times 1 to count the contact in, -1 to take it out again */
  count(contact: Recounted, times: 1 | -1): void {
    const add = (field: Counter | 'rows', amount: number) =>
      this.sums.set(field, this.sums.get(field)! + times * amount);
    add('contacts', 1);
    add('rows', Number(contact.row !== null));
    add('settled', Number(contact.settled));
    add('open', Number(contact.open));
    add('needsAttention', Number(contact.needsAttention));
    add('replied', Number(contact.replied));
    add('optOuts', Number(contact.repliedOptOut));
    add(stateCounter(contact.state), 1);
    for (const milestone of MILESTONES.slice(0, contact.reached)) add(milestoneCounter(milestone), 1);
    const { failedOf } = contact;
    if (failedOf !== null) this.failures.set(failedOf, this.failed(failedOf) + times);
  }

  get contacts(): number {
    return this.sums.get('contacts')!;
  }

  /** Contacts that the detailed report has a row of. */
  get rows(): number {
    return this.sums.get('rows')!;
  }

  /** Contacts that failed of this code. */
  failed(code: string): number {
    return this.failures.get(code) ?? 0;
  }

  /** Codes that anybody failed of. */
  codes(): string[] {
    return [...this.failures.keys()];
  }

  /** The campaign's counters as they must be. */
  counters(): [field: Counter, sum: number][] {
    return [...this.sums].flatMap(([field, sum]) => (field === 'rows' ? [] : [[field, sum]]));
  }
}
