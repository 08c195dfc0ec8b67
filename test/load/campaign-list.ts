import { ListCampaigns, ListCampaignsHandler, type Views } from '@arauto/application';
import { seededRandom } from '@arauto/clock';
import { CAMPAIGN_STATUSES } from '@arauto/domain';
import { add, put } from '@arauto/read-models';
import {
  campaignCountersView,
  campaignsView,
  operationalProjections,
  stateCounter,
} from '@arauto/read-models/operational';
import { openViewReader, openViewWriter, type ViewPlace } from './bench-views';
import { quantile } from './pause-run';
import { DAY, FIRST, positionAfter } from './report.rows';

const CAMPAIGNS = 1_000;
const VIEWS = operationalProjections.map(({ view }) => view);
const DASHBOARD = { principal: { id: 'bench', name: 'bench', roles: ['admin'], subaccountIds: ['*'] } } as const;
const ASKED = [{}, { status: ['sending', 'paused'] }, { sort: '-progress' }, { q: 'natal' }] as const;

/** Milliseconds that 99 of 100 lists of campaigns take, of each run: newest first, by status, by progress, and by a part of the name. */
export async function timesOfCampaignList(place: ViewPlace, runs: number, times: number): Promise<number[]> {
  await fillCampaigns(place);
  const reader = await openViewReader(place, 'operational', VIEWS);
  const views: Views = { operational: reader, reporting: reader, reached: () => Promise.resolve(true) };
  const list = new ListCampaignsHandler(views);
  const all: number[] = [];
  for (let run = 0; run < runs; run++) {
    const took: number[] = [];
    for (let n = 0; n < times * ASKED.length; n++) {
      const begun = performance.now();
      const { items } = await list.execute(new ListCampaigns(DASHBOARD, ASKED[n % ASKED.length]!));
      took.push(performance.now() - begun);
      if (items.length === 0) throw new Error('the list of campaigns is empty');
    }
    all.push(quantile(took, 0.99));
  }
  await reader.close();
  return all;
}

async function fillCampaigns(place: ViewPlace): Promise<void> {
  const random = seededRandom('campaigns');
  const writer = await openViewWriter(place, 'operational', VIEWS);
  const position = await writer.checkpoint();
  for (let n = 0; n < CAMPAIGNS; n++) {
    const id = `0190aaaa-bbbb-7ccc-8ddd-${String(n).padStart(12, '0')}`;
    const contacts = Math.floor(random.fraction() * 100_000);
    const read = Math.floor(random.fraction() * contacts);
    writer.gather([
      put(campaignsView, id, {
        ...{ number: n + 1, name: `${n % 7 === 0 ? 'Natal' : 'Aviso'} ${n}`, subaccountId: `subaccount-${n % 4}` },
        ...{
          status: CAMPAIGN_STATUSES[n % CAMPAIGN_STATUSES.length]!,
          pauseReasons: [],
          senderIds: [`sender-${n % 8}`],
        },
        content: { type: 'template', templateId: 'template-1', parameterMapping: {} },
        retryPolicy: { maxAttempts: 4, scale: 1, retryAfterAcceptance: [] },
        ...{ reportingHorizonSeconds: 259_200, unknownOutcome: { graceSeconds: 3_600, then: 'ask' } },
        ...{ whenTierIsFull: 'wait', openUploads: 0, contacts, createdBy: 'bench', revision: 4 },
        createdAt: FIRST + Math.floor((n / CAMPAIGNS) * 90 * DAY),
      }),
      add(campaignCountersView, id, {
        ...{ contacts, settled: read, open: contacts - read },
        ...{ [stateCounter('read')]: read, [stateCounter('initial')]: contacts - read },
      }),
    ]);
  }
  await writer.commit(position, positionAfter(CAMPAIGNS));
  await writer.caughtUp();
  await writer.close();
}
