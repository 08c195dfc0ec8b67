import type { Random } from '@arauto/clock';
import type { Consequences, KnownSender } from '@arauto/dispatch';
import { type Decider, senderDecider, stream, templateDecider, type TemplateStatus } from '@arauto/domain';
import { type DomainEvent, type EventStore, execute } from '@arauto/event-store';
import type { ViewReader } from '@arauto/read-models';
import { templatesView } from '@arauto/read-models/operational';
import type { AccountElement, PreferenceElement, TemplateElement } from '@arauto/whatsapp';
import type { OptOuts } from './opt-outs';

/** The platform's words for what became of a template, in ours. Words that are not here change nothing. */
const TEMPLATE_STATUS: Readonly<Record<string, TemplateStatus>> = {
  APPROVED: 'approved',
  REINSTATED: 'approved',
  UNPAUSE: 'approved',
  PENDING: 'pending',
  IN_APPEAL: 'pending',
  REJECTED: 'rejected',
  PAUSED: 'paused',
  DISABLED: 'disabled',
  DELETED: 'disabled',
  PENDING_DELETION: 'disabled',
  ARCHIVED: 'disabled',
};

/** Account events after which nothing may be sent until a person has looked. */
const STOPPED: ReadonlySet<string> = new Set([
  'ACCOUNT_RESTRICTION',
  'ACCOUNT_VIOLATION',
  'DISABLED_UPDATE',
  'ACCOUNT_DELETED',
]);

/** A high-throughput number, messages per second. Source: whatsapp-platform.md section 4.1. */
const HIGH_THROUGHPUT = 1000;

/** What the platform says of templates, numbers, accounts and people's preferences. */
export class PlatformChanges {
  constructor(
    private readonly store: EventStore,
    private readonly views: ViewReader,
    private readonly random: Random,
    private readonly optOuts: OptOuts,
    private readonly consequences: Consequences,
  ) {}

  async receive(
    senderId: string,
    sender: KnownSender,
    element: PreferenceElement | TemplateElement | AccountElement,
  ): Promise<void> {
    switch (element.kind) {
      case 'preference':
        return this.optOuts.prefer(sender.subaccountId, element);
      case 'template_status':
      case 'template_category':
        return this.template(sender, element);
      case 'template_quality':
        return undefined;
      case 'account':
        return this.account(senderId, sender, element);
    }
  }

  private async template({ subaccountId }: KnownSender, element: TemplateElement): Promise<void> {
    const found = await this.views.find(templatesView, {
      where: [
        { field: 'subaccountId', equals: subaccountId },
        { field: 'name', equals: element.name },
        { field: 'language', equals: element.language },
      ],
      limit: 10,
    });
    for (const { id } of found) {
      const name = stream.template(id);
      if (element.kind === 'template_category') {
        await this.execute(templateDecider, name, { type: 'ChangeTemplateCategory', category: element.value });
        continue;
      }
      const status = TEMPLATE_STATUS[element.value];
      if (status === undefined) continue;
      const reason = element.reason ?? null;
      await this.execute(templateDecider, name, { type: 'ChangeTemplateStatus', status, reason });
      if (status === 'approved' || status === 'pending') continue;
      const remedy = 'Look at the template in the platform; resume once it is approved again.';
      await this.consequences.pauseCampaigns(({ templateId }) => templateId === id, `template_${status}`, remedy);
    }
  }

  private async account(senderId: string, sender: KnownSender, element: AccountElement): Promise<void> {
    if (element.event !== undefined && STOPPED.has(element.event)) {
      const remedy = 'The platform restricted the account. Look at its account quality page, then resume the senders.';
      return this.consequences.pauseAccount(senderId, element.event.toLowerCase(), remedy);
    }
    const { facts } = sender;
    if (!facts) return;
    const tier = element.tier === undefined ? facts.tier : element.tier;
    const throughput = element.event === 'THROUGHPUT_UPGRADE' ? HIGH_THROUGHPUT : facts.throughput;
    await this.execute(senderDecider, stream.sender(senderId), { type: 'ConnectSender', ...facts, tier, throughput });
  }

  private async execute<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    name: string,
    command: Command,
  ): Promise<void> {
    await execute(this.store, decider, name, command, {
      eventId: () => this.random.uuid(),
      metadata: { v: 1, actor: { id: 'provider', name: 'provider' } },
      retries: 'forever',
    });
  }
}
