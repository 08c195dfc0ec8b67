import type { Clock, Random } from '@arauto/clock';
import type { Consequences } from '@arauto/dispatch';
import {
  type KnownTemplate,
  Refusal,
  type SenderCommand,
  senderDecider,
  stream,
  type TemplateCommand,
  templateDecider,
} from '@arauto/domain';
import type { EventStore } from '@arauto/event-store';
import type { ViewReader } from '@arauto/read-models';
import { templatesView } from '@arauto/read-models/operational';
import {
  type AccountEffect,
  type AccountElement,
  type PreferenceElement,
  providerKind,
  type TemplateEffect,
  type TemplateElement,
} from '@arauto/whatsapp';
import { templateId } from '../templates/template-id';
import { liftedBy, remedyOf, STANDING_REASONS, utilityRemedy } from './account-standings';
import type { OptOuts } from './opt-outs';
import { ProviderLog, stampOf } from './provider-log';
import type { Addressee } from './sender-directory';

/** What the platform says of templates, numbers, accounts and people's preferences. */
export class PlatformChanges {
  private readonly log: ProviderLog;

  constructor(
    store: EventStore,
    private readonly views: ViewReader,
    random: Random,
    private readonly optOuts: OptOuts,
    private readonly consequences: Consequences,
    private readonly clock: Clock,
  ) {
    this.log = new ProviderLog(store, random);
  }

  /** @param whose the senders that the element names, one at least */
  async receive(
    whose: readonly Addressee[],
    element: PreferenceElement | TemplateElement | AccountElement,
  ): Promise<void> {
    switch (element.kind) {
      case 'preference':
        return this.optOuts.prefer(whose[0]!.sender.subaccountId, element);
      case 'template_status':
      case 'template_category':
      case 'template_quality':
        for (const { senderId, sender } of whose) {
          const asked = providerKind(sender.provider).webhooks.templateEffect(element);
          if (asked) await this.template(senderId, element, asked);
        }
        return;
      case 'account':
        for (const { senderId, sender } of whose) {
          const saidAt = stampOf(element.at, this.clock);
          for (const asked of providerKind(sender.provider).webhooks.accountEffects(element)) {
            if (asked.effect === 'standing') await this.standing(senderId, asked, saidAt);
            else await this.tellSender(senderId, { type: 'HearFacts', saidAt, ...asked.fact });
          }
        }
    }
  }

  private async template(senderId: string, element: TemplateElement, asked: TemplateEffect): Promise<void> {
    const id = templateId(senderId, element.name, element.language);
    const saidAt = stampOf(element.at, this.clock);
    switch (asked.effect) {
      case 'category':
        await this.tellTemplate(senderId, id, { type: 'ChangeTemplateCategory', category: asked.category, saidAt });
        return;
      case 'archive': {
        const { archived } = asked;
        const done = await this.tellTemplate(senderId, id, {
          type: 'HearTemplate',
          about: 'archive',
          archived,
          saidAt,
        });
        if (done?.saidArchived?.at === saidAt) await this.pauseUsers(id, done);
        return;
      }
      case 'status': {
        const { status } = asked;
        const reason = element.reason ?? null;
        const done = await this.tellTemplate(senderId, id, {
          type: 'HearTemplate',
          about: 'status',
          status,
          reason,
          saidAt,
        });
        if (done?.saidStatus?.at === saidAt) await this.pauseUsers(id, done);
      }
    }
  }

  /** The template afterwards; undefined where we have none of that name, as with most that an account has. */
  private async tellTemplate(
    senderId: string,
    id: string,
    command: TemplateCommand,
  ): Promise<KnownTemplate | undefined> {
    try {
      const { state } = await this.log.tell(templateDecider, stream.template(id), command, senderId);
      return state.status === 'none' ? undefined : state;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not_found') return undefined;
      throw error;
    }
  }

  /** Also when the word was heard before: the process may have died between the template and its campaigns. */
  private async pauseUsers(id: string, { status }: KnownTemplate): Promise<void> {
    if (status === 'approved' || status === 'pending') return;
    const remedy = 'Look at the template in the platform; resume once it is approved again.';
    await this.consequences.pauseCampaigns(({ templateId: used }) => used === id, `template_${status}`, remedy);
  }

  private async standing(
    senderId: string,
    { topic, word, until }: Extract<AccountEffect, { effect: 'standing' }>,
    saidAt: string,
  ): Promise<void> {
    const reason = STANDING_REASONS[topic];
    const remedy = remedyOf(word, until);
    const pause = remedy === null ? null : { reason, remedy };
    const command = { type: 'HearStanding', topic, word, saidAt, pause, lifts: liftedBy(word) } as const;
    const { state, events } = await this.tellSender(senderId, command);
    if (topic === 'utility') {
      if (events.length > 0) await this.pauseUtility(senderId, reason, utilityRemedy(until));
      return;
    }
    // Also when the word was heard before: the process may have died between the number and its campaigns.
    const reasons = state.status === 'none' ? [] : state.pauseReasons;
    if (remedy === null || !reasons.some((held) => held.by === 'system' && held.reason === reason)) return;
    await this.consequences.pauseCampaignsOf(senderId, reason, remedy);
  }

  /** The number goes on: only what uses a utility template of it is refused. */
  private async pauseUtility(senderId: string, reason: string, remedy: string): Promise<void> {
    const where = [
      { field: 'senderId', equals: senderId },
      { field: 'category', equals: 'UTILITY' },
    ] as const;
    const ids = new Set<string>();
    for await (const page of this.views.stream(templatesView, { where, fields: [] })) {
      for (const { id } of page) ids.add(id);
    }
    await this.consequences.pauseCampaigns(
      ({ templateId }) => templateId !== null && ids.has(templateId),
      reason,
      remedy,
    );
  }

  private tellSender(senderId: string, command: SenderCommand) {
    return this.log.tell(senderDecider, stream.sender(senderId), command, senderId);
  }
}
