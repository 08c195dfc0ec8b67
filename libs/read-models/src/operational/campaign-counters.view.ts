/**
 * How many contacts stand in each state, and how many passed each milestone? Asked by the dashboard, by completion, by *verify*.
 * Costs one addition per contact event; a batch of them becomes one write.
 */
import { CONTACT_STATES, type ContactState, type Milestone, MILESTONES, milestonesOf } from '@arauto/domain';
import type { View } from '../port';
import { contactProjection } from './contact-event';

const STATE_COUNTERS = named(CONTACT_STATES, 'state_');
const MILESTONE_COUNTERS = named(MILESTONES, 'reached_');

function named<Name extends string>(names: readonly Name[], prefix: string): Readonly<Record<Name, string>> {
  return Object.fromEntries(names.map((name) => [name, prefix + name])) as Record<Name, string>;
}

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

export function stateCounter(state: ContactState): string {
  return STATE_COUNTERS[state];
}

export function milestoneCounter(milestone: Milestone): string {
  return MILESTONE_COUNTERS[milestone];
}

export const campaignCountersProjection = contactProjection(campaignCountersView, ({ event, campaignId }) => {
  const { from, to, settles } = event.data;
  const unsettles = event.type === 'ContactUploaded' && event.data.unsettles === true;
  const amounts: Record<string, number> = {};
  if (from === null) amounts['contacts'] = 1;
  if (from?.state !== to.state) {
    if (from) amounts[stateCounter(from.state)] = -1;
    amounts[stateCounter(to.state)] = 1;
  }
  const opened = Number(to.open) - Number(from?.open ?? false);
  if (opened !== 0) amounts['open'] = opened;
  const attention = Number(to.needsAttention) - Number(from?.needsAttention ?? false);
  if (attention !== 0) amounts['needsAttention'] = attention;
  if (settles) amounts['settled'] = 1;
  else if (unsettles) amounts['settled'] = -1;
  for (const milestone of milestonesOf(event)) {
    const counter = milestoneCounter(milestone);
    amounts[counter] = (amounts[counter] ?? 0) + 1;
  }
  if (Object.keys(amounts).length === 0) return [];
  return [{ op: 'add', view: campaignCountersView.name, id: campaignId, amounts }];
});
