/**
 * How many contacts stand in each state, and how many passed each milestone? Asked by the dashboard, by completion, by *verify*.
 * Costs one addition per contact event; a batch of them becomes one write.
 */
import { CONTACT_STATES, type ContactState, type Milestone, MILESTONES, milestonesOf } from '@arauto/domain';
import { add, type Amounts } from '../change';
import { defineView, type Field, integer } from '../view';
import { contactProjection } from './contact-event';

type StateCounter = `state_${ContactState}`;
type MilestoneCounter = `reached_${Milestone}`;
/** Null until something is added to it. */
type Counter = Field<'integer', number | null>;

const STATE_COUNTERS = eachOf(CONTACT_STATES, (state): StateCounter => `state_${state}`);
const MILESTONE_COUNTERS = eachOf(MILESTONES, (milestone): MilestoneCounter => `reached_${milestone}`);

function eachOf<Name extends string, Value>(names: readonly Name[], valueOf: (name: Name) => Value) {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Readonly<Record<Name, Value>>;
}

/**
 * `contacts` counts contact streams, `replied` those whose persons wrote back, `optOuts` those of them who wanted no more marketing; each of the twelve states
 * and four milestones is a field of its own name with a prefix.
 */
export const campaignCountersView = defineView({
  name: 'campaign-counters',
  version: 3,
  group: 'operational',
  fields: {
    contacts: integer<number | null>(),
    settled: integer<number | null>(),
    open: integer<number | null>(),
    needsAttention: integer<number | null>(),
    replied: integer<number | null>(),
    optOuts: integer<number | null>(),
    ...eachOf(Object.values(STATE_COUNTERS), (): Counter => integer()),
    ...eachOf(Object.values(MILESTONE_COUNTERS), (): Counter => integer()),
  },
  indexes: [],
  counters: true,
});

export function stateCounter(state: ContactState): StateCounter {
  return STATE_COUNTERS[state];
}

export function milestoneCounter(milestone: Milestone): MilestoneCounter {
  return MILESTONE_COUNTERS[milestone];
}

export const campaignCountersProjection = contactProjection(campaignCountersView, ({ event, campaignId }) => {
  const { from, to, settles } = event.data;
  const unsettles = event.type === 'ContactUploaded' && event.data.unsettles === true;
  const amounts: Amounts<typeof campaignCountersView> = {};
  if (from === null) amounts.contacts = 1;
  if (from?.state !== to.state) {
    if (from) amounts[stateCounter(from.state)] = -1;
    amounts[stateCounter(to.state)] = 1;
  }
  const opened = Number(to.open) - Number(from?.open ?? false);
  if (opened !== 0) amounts.open = opened;
  const attention = Number(to.needsAttention) - Number(from?.needsAttention ?? false);
  if (attention !== 0) amounts.needsAttention = attention;
  if (settles) amounts.settled = 1;
  else if (unsettles) amounts.settled = -1;
  if (event.type === 'Replied') {
    if (event.data.first) amounts.replied = 1;
    if (event.data.optOut) amounts.optOuts = 1;
  }
  for (const milestone of milestonesOf(event)) {
    const counter = milestoneCounter(milestone);
    amounts[counter] = (amounts[counter] ?? 0) + 1;
  }
  if (Object.keys(amounts).length === 0) return [];
  return [add(campaignCountersView, campaignId, amounts)];
});
