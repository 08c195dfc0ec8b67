import type { Clock } from '@arauto/clock';
import type { SendingFloor } from '@arauto/dispatch';
import { type CampaignSettings, type ContactState, deliveryWait } from '@arauto/domain';
import {
  campaignCountersView,
  type CampaignDocument,
  campaignErrorsView,
  campaignsView,
  contactsView,
} from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { CLOCK, FLOOR, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { errorWords } from '../use-case/error-words';
import { getDocument } from '../use-case/get-document';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { campaignDetails, type CampaignDetails, type ErrorCause } from './campaign.body';
import type { OfCampaign } from './campaign-parts';
import { repliesIn } from './campaign-replies';
import { countOf, showCampaign } from './show-campaign';
import { whyItWaits } from './why-it-waits';

export class GetCampaign extends QueryWith<OfCampaign, CampaignDetails> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:read',
    answers: campaignDetails,
    problems: ['not_found'],
  };
}

/** Causes shown; the catalogue has about a hundred. */
const MOST_CAUSES = 200;

@QueryHandler(GetCampaign)
export class GetCampaignHandler implements IQueryHandler<GetCampaign> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(FLOOR) private readonly floor: SendingFloor,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, input: { campaignId: id } }: GetCampaign): Promise<CampaignDetails> {
    await caughtUp(this.views, 'operational', context);
    const campaign = await getDocument(this.views, campaignsView, id, context.principal, 'campaign');
    const [counters, errors, replies] = await Promise.all([
      this.views.operational.get(campaignCountersView, id),
      this.errorsOf(id),
      repliesIn(this.views.operational, id, campaign.template),
    ]);
    return {
      ...showCampaign(id, campaign, counters),
      pace: this.floor.pace(id),
      waiting: await whyItWaits(id, campaign, counters, this.floor, this.clock.now(), () => this.lastReportBy(id)),
      errors,
      replies: { ...replies, optOuts: countOf(counters, 'optOuts') },
      openUploads: campaign.openUploads,
      user: campaign.user,
      canary: campaign.canary,
      settings: settingsOf(campaign),
      deliveryWaitSeconds:
        campaign.startedAt === null ? null : deliveryWait(campaign.template, campaign.reportingHorizonSeconds),
    };
  }

  /** By when whoever stands last in the files, and so was sent to last, is reported of at the latest. */
  private async lastReportBy(campaignId: string): Promise<number | null> {
    const lastIn = async (state: ContactState) => {
      const [last] = await this.views.operational.find(contactsView, {
        where: [
          { field: 'campaignId', equals: campaignId },
          { field: 'state', equals: state },
        ],
        sort: [{ field: 'ref', descending: true }],
        limit: 1,
        fields: ['expiresAt'],
      });
      return last?.doc.expiresAt ?? 0;
    };
    const by = Math.max(...(await Promise.all([lastIn('in_progress'), lastIn('sent')])));
    return by === 0 ? null : by;
  }

  /** The commonest first. */
  private async errorsOf(campaignId: string): Promise<ErrorCause[]> {
    const where = [
      { field: 'campaignId', equals: campaignId },
      { field: 'contacts', from: 1 },
    ] as const;
    const found = await this.views.operational.find(campaignErrorsView, { where, limit: MOST_CAUSES });
    const causes = found.map(({ doc }) => ({ ...errorWords(doc.code)!, contacts: doc.contacts }));
    return causes.sort((a, b) => b.contacts - a.contacts || (a.code < b.code ? -1 : 1));
  }
}

function settingsOf(campaign: CampaignDocument): CampaignSettings {
  const { senderIds, content, pace, timeZone, retryPolicy, reportingHorizonSeconds } = campaign;
  const { unknownOutcome, whenTierIsFull, sendWindow, guardRails } = campaign;
  const { whenWarmUpIsFull, whenSenderStops } = campaign;
  return {
    senderIds,
    content,
    pace,
    timeZone,
    retryPolicy,
    reportingHorizonSeconds,
    unknownOutcome,
    whenTierIsFull,
    whenWarmUpIsFull: whenWarmUpIsFull ?? 'wait',
    whenSenderStops: whenSenderStops ?? 'wait',
    sendWindow,
    guardRails,
  };
}
