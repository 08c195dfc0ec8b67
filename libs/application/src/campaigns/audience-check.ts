import { type KnownCampaign, parameterValues } from '@arauto/domain';
import { readContactEntry, type Vault } from '@arauto/privacy';
import { campaignCountersView, contactsView, stateCounter, uploadsView } from '@arauto/read-models/operational';
import { Inject, Injectable } from '@nestjs/common';
import { VAULT, VIEWS } from '../tokens';
import { requiredColumns } from '../uploads/required-columns';
import { hydrate } from '../use-case/personal';
import type { Views } from '../views';
import type { PreflightBody } from './preflight.body';
import { countOf } from './show-campaign';

/** Who would be sent to, and whose messages would lack something. */
@Injectable()
export class AudienceCheck {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  async of(campaignId: string, campaign: KnownCampaign) {
    const counters = await this.views.operational.get(campaignCountersView, campaignId);
    const { sums, stale } = await this.uploadsOf(campaignId, requiredColumns(campaign.settings));
    const waiting = countOf(counters, stateCounter('initial')) + countOf(counters, stateCounter('retry_scheduled'));
    const missingVariables = stale ? await this.missingVariables(campaignId, campaign) : [];
    return { audience: { ...sums, contacts: countOf(counters, 'contacts') }, missingVariables, waiting };
  }

  /** `stale`: some file was judged by fewer requirements than hold now, since the mapping was edited after it. */
  private async uploadsOf(campaignId: string, required: readonly string[]) {
    const sums = { rows: 0, valid: 0, invalid: 0, duplicate: 0, suppressed: 0, uploadsOpen: 0 };
    let stale = false;
    const where = [{ field: 'campaignId', equals: campaignId }];
    for await (const found of this.views.operational.stream(uploadsView, { where })) {
      for (const { doc } of found) {
        sums.rows += countOf(doc, 'rows');
        sums.valid += countOf(doc, 'accepted');
        sums.invalid += countOf(doc, 'invalid');
        sums.duplicate += countOf(doc, 'duplicate');
        sums.suppressed += countOf(doc, 'suppressed');
        sums.uploadsOpen += doc['status'] === 'reading' ? 1 : 0;
        const asked = doc['required'] as readonly string[];
        stale ||= required.some((column) => !asked.includes(column));
      }
    }
    return { sums, stale };
  }

  /** Looks at every contact that waits: only where a mapping was edited after a file was read. */
  private async missingVariables(campaignId: string, { settings }: KnownCampaign) {
    const missing = new Map<string, number>();
    const where = [
      { field: 'campaignId', equals: campaignId },
      { field: 'state', in: ['initial', 'retry_scheduled'] },
    ];
    for await (const found of this.views.operational.stream(contactsView, { where, fields: ['ref'] })) {
      const refs = found.map(({ doc }) => doc['ref'] as string);
      for (const entry of (await hydrate(this.vault, refs)).values()) {
        const values = parameterValues(settings.content.parameterMapping, readContactEntry(entry));
        for (const [variable, value] of Object.entries(values)) {
          if (value === undefined || value === '') missing.set(variable, (missing.get(variable) ?? 0) + 1);
        }
      }
    }
    const listed: PreflightBody['missingVariables'] = [...missing]
      .map(([variable, contacts]) => ({ variable, contacts }))
      .sort((a, b) => b.contacts - a.contacts || (a.variable < b.variable ? -1 : 1));
    return listed;
  }
}
