/**
 * How many contacts stand in each state, and how many passed each milestone? Asked by the dashboard, by completion, by *verify*.
 * Costs one addition per contact event; a batch of them becomes one write.
 */
import { CONTACT_STATES, MILESTONES, milestonesOf } from '@arauto/domain';
import type { View } from '../port';
import { contactProjection } from './contact-event';

/** `contacts` counts contact streams; each of the twelve states and four milestones is a field of its own name with a prefix. */
export const campaignCountersView: View = {
  name: 'campaign-counters',
  version: 1,
  group: 'operational',
  fields: {
    contacts: 'integer',
    settled: 'integer',
    open: 'integer',
    needsAttention: 'integer',
    ...Object.fromEntries(CONTACT_STATES.map((state) => [stateCounter(state), 'integer' as const])),
    ...Object.fromEntries(MILESTONES.map((milestone) => [milestoneCounter(milestone), 'integer' as const])),
  },
  indexes: [],
};

export function stateCounter(state: (typeof CONTACT_STATES)[number]): string {
  return `state_${state}`;
}

export function milestoneCounter(milestone: (typeof MILESTONES)[number]): string {
  return `reached_${milestone}`;
}

export const campaignCountersProjection = contactProjection(campaignCountersView, ({ event, campaignId }) => {
  const { from, to, settles } = event.data;
  const sums: Record<string, number> = {};
  const add = (field: string, amount: number) => {
    sums[field] = (sums[field] ?? 0) + amount;
  };
  if (from === null) add('contacts', 1);
  else add(stateCounter(from.state), -1);
  add(stateCounter(to.state), 1);
  add('open', Number(to.open) - Number(from?.open ?? false));
  add('needsAttention', Number(to.needsAttention) - Number(from?.needsAttention ?? false));
  if (settles) add('settled', 1);
  for (const milestone of milestonesOf(event)) add(milestoneCounter(milestone), 1);
  const amounts = Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0));
  if (Object.keys(amounts).length === 0) return [];
  return [{ op: 'add', view: campaignCountersView.name, id: campaignId, amounts }];
});
