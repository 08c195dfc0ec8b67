import {
  fieldOf,
  type FrozenTemplate,
  isFreeForm,
  type KnownCampaign,
  parameterValues,
  placeholdersOf,
  sameJson,
  WAITING_STATES,
  wordsOf,
} from '@arauto/domain';
import { readContactEntry, type Vault } from '@arauto/privacy';
import {
  campaignCountersView,
  campaignErrorsView,
  contactsView,
  stateCounter,
  uploadsView,
} from '@arauto/read-models/operational';
import { Inject, Injectable } from '@nestjs/common';
import { VAULT, VIEWS } from '../tokens';
import { contentFit } from '../uploads/content-fit';
import { messageOfReason } from '../uploads/reason-words';
import { requiredColumns } from '../uploads/required-columns';
import { hydrate } from '../use-case/personal';
import type { Views } from '../views';
import { AudienceSuppressions } from './audience-suppressions';
import type { PreflightBody } from './preflight.body';
import { countOf, waitingIn } from './show-campaign';

/** Who would be sent to, and whose messages would lack something. */
@Injectable()
export class AudienceCheck {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(AudienceSuppressions) private readonly suppressions: AudienceSuppressions,
  ) {}

  /**
   * Contacts as they stand, whatever their files said of them: `valid` would be sent to, `suppressed` ended as opted out or would.
   * @param template what would be sent; null where it is not there
   */
  async of(campaignId: string, campaign: KnownCampaign, template: FrozenTemplate | null) {
    const { operational } = this.views;
    const counters = await operational.get(campaignCountersView, campaignId);
    const { sums, stale } = await this.uploadsOf(campaignId, campaign);
    const waiting = waitingIn(counters);
    const category = template?.category;
    const asked = { campaignId, subaccountId: campaign.subaccountId, category };
    const stopped = await this.suppressions.amongWaiting(asked, waiting);
    const optedOut = await operational.get(campaignErrorsView, `${campaignId}:ENG_OPTED_OUT`);
    const lacking = stale ? await this.lacking(campaignId, campaign, template) : NOTHING_LACKS;
    const { rows, duplicate, uploadsOpen } = sums;
    const audience: PreflightBody['audience'] = {
      rows,
      contacts: countOf(counters, 'contacts'),
      waiting,
      valid: waiting - stopped,
      invalid: countOf(counters, stateCounter('invalid_record')),
      duplicate,
      suppressed: (optedOut?.contacts ?? 0) + stopped,
      uploadsOpen,
    };
    return { audience, ...lacking };
  }

  /** `stale`: some file was judged by another mapping or template than holds now, since the campaign was edited after it. */
  private async uploadsOf(campaignId: string, { settings }: KnownCampaign) {
    const required = requiredColumns(settings);
    const sums = { rows: 0, duplicate: 0, uploadsOpen: 0 };
    let stale = false;
    const where = [{ field: 'campaignId', equals: campaignId }] as const;
    for await (const found of this.views.operational.stream(uploadsView, { where })) {
      for (const { doc } of found) {
        sums.rows += doc.rows;
        sums.duplicate += doc.duplicate;
        sums.uploadsOpen += doc.status === 'reading' ? 1 : 0;
        stale ||= doc.content
          ? !sameJson(doc.content, settings.content)
          : required.some((column) => !doc.required.includes(column));
      }
    }
    return { sums, stale };
  }

  /** Looks at every contact that waits: only where a mapping was edited after a file was read. */
  private async lacking(
    campaignId: string,
    { settings }: KnownCampaign,
    template: FrozenTemplate | null,
  ): Promise<Lacking> {
    const { content } = settings;
    const { parameterMapping } = content;
    const named = isFreeForm(content) ? placeholdersOf(wordsOf(content)) : [];
    const fit = contentFit(content, template);
    const missing = new Map<string, number>();
    const unfit = new Map<string, number>();
    const where = [
      { field: 'campaignId', equals: campaignId },
      { field: 'state', in: WAITING_STATES },
    ] as const;
    const query = { where, sort: [{ field: 'ref' }], fields: ['ref'] } as const;
    for await (const found of this.views.operational.stream(contactsView, query)) {
      const refs = found.map(({ doc }) => doc.ref);
      for (const entry of (await hydrate(this.vault, refs)).values()) {
        const contact = readContactEntry(entry);
        for (const [variable, value] of Object.entries(parameterValues(parameterMapping, contact))) {
          if (value === undefined || value === '') count(missing, variable);
        }
        for (const field of named) if (!fieldOf(contact, field)) count(missing, field);
        for (const { code, field, why } of fit?.of({ ...contact, phone: contact.phone ?? '' }) ?? []) {
          if (code === 'parameter_invalid') count(unfit, JSON.stringify([field, messageOfReason(code, why)]));
        }
      }
    }
    return {
      missingVariables: listed(missing).map(([variable, contacts]) => ({ variable, contacts })),
      unfitValues: listed(unfit).map(([key, contacts]) => {
        const [field, message] = JSON.parse(key) as [string, string];
        return { field, message, contacts };
      }),
    };
  }
}

type Lacking = Pick<PreflightBody, 'missingVariables' | 'unfitValues'>;

const NOTHING_LACKS: Lacking = { missingVariables: [], unfitValues: [] };

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

/** The commonest first. */
function listed(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].sort(([a, most], [b, fewer]) => fewer - most || (a < b ? -1 : 1));
}
