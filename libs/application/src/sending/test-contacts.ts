import type { Random } from '@arauto/clock';
import { type FittingContact, longestCorrelationId, type Misfit } from '@arauto/contact-files';
import {
  type ContactCommand,
  frozenTemplate,
  isLongerThan,
  type KnownCampaign,
  stream,
  subaccountAggregate,
  templateAggregate,
  templateIdOf,
  type TestMessageRequested,
} from '@arauto/domain';
import { type EventStore, type Position, START } from '@arauto/event-store';
import { type ContactEntry, contactEntry, parsePhone, type Vault } from '@arauto/privacy';
import { Inject, Injectable } from '@nestjs/common';
import { Identities } from '../identities/identities';
import { EVENT_STORE, RANDOM, VAULT } from '../tokens';
import { contentFit } from '../uploads/content-fit';
import { requiredColumns } from '../uploads/required-columns';
import { CommandRunner } from '../use-case/command-runner';
import { Problems } from '../use-case/problems';

/** To whom a test is sent, and what is filled in. */
export interface TestRecipient {
  readonly phone: string;
  readonly name?: string | undefined;
  readonly parameters?: { readonly [name: string]: string } | undefined;
}

/** Contacts of test messages: each is a person like any other, under the number of the test. */
@Injectable()
export class TestContacts {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(Identities) private readonly identities: Identities,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  /**
   * Keeps the personal part, under a ref of its own each time, so that no request overwrites what another refers to.
   * @throws Refusal `validation_failed`, with nothing kept
   */
  async keep(
    campaignId: string,
    campaign: KnownCampaign,
    recipient: TestRecipient,
  ): Promise<{ readonly ref: string; readonly person: string; readonly correlationId?: string }> {
    const { personal, canonical } = await this.check(campaign, recipient);
    const person = await this.identities.personKey(campaign.subaccountId, canonical);
    const ref = this.random.id();
    await this.vault.put([contactEntry({ ref, person, campaign: campaignId }, personal)]);
    const { correlationId } = personal;
    return correlationId === null ? { ref, person } : { ref, person, correlationId };
  }

  /** Position of the first event of a test's contact. */
  async madeAt(campaignId: string, contactId: string): Promise<Position> {
    const events = await this.store.readStream(stream.contact(campaignId, contactId), { limit: 1 });
    for await (const { position } of events) return position;
    return START;
  }

  private async check(
    { subaccountId, settings }: KnownCampaign,
    recipient: TestRecipient,
  ): Promise<{ readonly personal: ContactEntry; readonly canonical: string }> {
    const { state } = await this.runner.load(subaccountAggregate, subaccountId);
    const defaultCountry = state.status === 'none' ? null : state.defaultCountry;
    const { name: named, correlation_id: order, ...parameters } = recipient.parameters ?? {};
    const name = recipient.name ?? named ?? null;
    const correlationId = order === undefined || order === '' ? null : order;
    const problems = new Problems();
    const phone = parsePhone(recipient.phone, { defaultCountry });
    if (!phone.ok) problems.add('phone', phone.code, phone.message);
    if (correlationId !== null && isLongerThan(correlationId, longestCorrelationId)) {
      const message = `parameters.correlation_id has more than ${longestCorrelationId} characters.`;
      problems.add('parameters.correlation_id', 'parameter_invalid', message);
    }
    for (const source of requiredColumns(settings)) {
      // A test need not have a correlation id: it shows as empty.
      if (source === 'correlationId') continue;
      const value = source === 'name' ? name : Object.hasOwn(parameters, source) ? parameters[source] : undefined;
      const path = source === 'name' ? 'name' : `parameters.${source}`;
      if (value === null || value === undefined || value === '') {
        problems.add(path, 'parameter_missing', `${path} is needed and missing.`);
      }
    }
    const given = { phone: recipient.phone, name, correlationId, parameters };
    for (const { code, field, message } of problems.isEmpty ? await this.misfits(given, settings) : []) {
      problems.add(field === 'name' || field === 'phone' ? field : `parameters.${field}`, code, message);
    }
    problems.refuse();
    if (!phone.ok) throw new Error('a phone that is wrong was not refused');
    return { personal: { phone: phone.e164, name, correlationId, parameters }, canonical: phone.canonical };
  }

  /** What the message cannot take of the values: the same answer as a row of a file would get. */
  private async misfits(given: FittingContact, { content }: KnownCampaign['settings']): Promise<readonly Misfit[]> {
    const templateId = templateIdOf(content);
    const template = templateId === null ? null : (await this.runner.load(templateAggregate, templateId)).state;
    const fit = contentFit(content, template && frozenTemplate(template));
    const found = fit?.of(given) ?? [];
    return found.filter(({ field }) => field !== 'correlationId');
  }
}

/** What makes the contact of a test, as its request in the campaign's stream says; a repeat makes nothing. */
export function testRow(
  subaccountId: string,
  { n, ref, person, correlationId }: TestMessageRequested['data'],
  at: string,
): Extract<ContactCommand, { type: 'AcceptRow' }> {
  return {
    type: 'AcceptRow',
    ...{ uploadId: 'test', row: n, ref, subaccountId, at, suppressed: false },
    ...(person !== undefined && { person }),
    ...(correlationId !== undefined && { correlationId }),
  };
}
