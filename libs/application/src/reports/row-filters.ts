import type { Principal } from '@arauto/access';
import { quickRepliesOf, templateIdOf } from '@arauto/domain';
import { holds, type Vault } from '@arauto/privacy';
import type { Condition, Found } from '@arauto/read-models';
import { type CampaignDocument, campaignsView, contactsView } from '@arauto/read-models/operational';
import {
  messagesView,
  rareContentTypeOf,
  rareConversationTypeOf,
  rareStatusOf,
  repliesView,
  tapOf,
} from '@arauto/read-models/reporting';
import { Inject, Injectable } from '@nestjs/common';
import type { QueryContext } from '../context';
import { Identities } from '../identities/identities';
import { personKeysOf } from '../identities/keys-of-phone';
import { VAULT, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { hydrate, seesPersonal } from '../use-case/personal';
import { invalid } from '../use-case/problems';
import { scopeOf } from '../use-case/scope';
import type { Views } from '../views';
import { hasBegun, ofBegunCampaigns } from './begun-campaigns';
import { checkFilters, type DetailedFilters } from './detailed-query';
import { type Period, periodOf } from './period';
import type { RowQuestion } from './walked-page';

type MtCondition = Condition<typeof messagesView>;
type MoCondition = Condition<typeof repliesView>;

/** People of one name: who means more of them is told to say more of it. */
const MOST_NAMED = 1000;
/** Lists that an index is entered by in the order of time. */
const MOST_ENTRIES = 100;

/** What people filter rows of reports by, as conditions on them, once the views have got to where the asker wants them. */
@Injectable()
export class RowFilters {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(Identities) private readonly identities: Identities,
  ) {}

  /**
   * Of messages that we sent; undefined where nothing can match.
   * @throws ViewsBehind; Refusal `validation_failed`, `not_found` for a subaccount or campaign that is foreign or unknown
   */
  async mt(context: QueryContext, filters: DetailedFilters): Promise<RowQuestion<typeof messagesView> | undefined> {
    const { scope, campaigns, persons } = await this.common(context, filters, hasBegun);
    const { contact, status, contentType, withSession, conversationId, conversationType } = filters;
    const { correlationId, correlationIdPrefix, errorCode, sender, template } = filters;
    const named = await this.named(context.principal, filters);
    // Of campaigns that are named only those are left that began.
    const begun = campaigns.length > 0 ? [] : await ofBegunCampaigns(this.views, scope);
    const all: MtCondition[] = [
      // No row for who was not attempted yet, was taken off the list or canceled: they have no status.
      status && status.length > 0 ? { field: 'status', in: status } : { field: 'status', set: true },
      ...scope,
      ...campaigns,
      ...begun,
      ...exactly('contactKey', contact),
      ...among('contactKey', persons),
      ...among('contactKey', named),
      ...exactly('senderId', sender),
      ...exactly('contentType', contentType),
      // A campaign with a template for closed sessions sends others what it is there for.
      ...exactly('contentType', template === undefined ? undefined : 'template'),
      ...exactly('withSession', withSession),
      ...exactly('conversationId', conversationId),
      ...exactly('conversationType', conversationType),
      ...exactly('correlationId', correlationId),
      ...(correlationIdPrefix === undefined ? [] : [{ field: 'correlationId', prefix: correlationIdPrefix } as const]),
      ...exactly('errorCode', errorCode),
    ];
    if (all.some(isNothing)) return undefined;
    return mtQuestion(all, filters, periodOf(filters));
  }

  /** Of messages that people wrote; undefined where nothing can match. @throws as `mt` */
  async mo(context: QueryContext, filters: DetailedFilters): Promise<RowQuestion<typeof repliesView> | undefined> {
    const { scope, campaigns, persons } = await this.common(context, filters);
    const { contact, contentType, conversationId, conversationType, correlationId, sender, button, optOut } = filters;
    const tapped = button === undefined ? [] : await this.tapped(button, campaigns, scope);
    const all: MoCondition[] = [
      ...scope,
      ...campaigns,
      ...tapped,
      ...among('personKey', persons),
      ...exactly('contactKey', contact),
      ...exactly('senderId', sender),
      ...exactly('contentType', contentType),
      ...exactly('conversationId', conversationId),
      ...exactly('conversationType', conversationType),
      ...exactly('correlationId', correlationId),
      ...exactly('optOut', optOut),
    ];
    if (all.some(isNothing)) return undefined;
    const entries: MoCondition[][] = [
      ...set('conversationId', entered(all, 'conversationId')),
      ...entered(all, 'personKey'),
      ...set('contactKey', entered(all, 'contactKey')),
      ...set('correlationId', entered(all, 'correlationId')),
      ...set('campaignId', entered(all, 'campaignId')),
      ...entered(all, 'senderId'),
      ...set('subaccountId', entered(all, 'subaccountId')),
    ];
    return { all, along: entries[0] ?? [], where: restOf(all, entries[0]), period: periodOf(filters) };
  }

  /**
   * What both kinds of rows are filtered by, through other views.
   * @param isTold whether a campaign has rows of the kind
   */
  private async common(
    context: QueryContext,
    filters: DetailedFilters,
    isTold: (campaign: CampaignDocument) => boolean = () => true,
  ) {
    checkFilters(filters);
    await caughtUp(this.views, 'operational', context);
    await caughtUp(this.views, 'reporting', context);
    const { principal } = context;
    const { subaccount, campaign, phone } = filters;
    const scope = await scopeOf(this.views, principal, subaccount);
    const one =
      campaign === undefined
        ? undefined
        : await getDocument(this.views, campaignsView, campaign, principal, 'campaign');
    const keys = await Promise.all(
      (phone ?? []).map((each) => personKeysOf(this.views, this.identities, principal, subaccount, each)),
    );
    const campaigns = [
      ...(one && !isTold(one) ? among<'campaignId', string>('campaignId', []) : exactly('campaignId', campaign)),
      ...among('campaignId', await this.campaignsOf(filters, scope, isTold)),
    ];
    return { scope, campaigns, persons: phone && [...new Set(keys.flat())] };
  }

  /** Campaigns of a user or with a template; undefined where nobody asks for either. */
  private async campaignsOf(
    { user, template }: DetailedFilters,
    scope: Awaited<ReturnType<typeof scopeOf>>,
    isTold: (campaign: CampaignDocument) => boolean,
  ): Promise<string[] | undefined> {
    if (user === undefined && template === undefined) return undefined;
    const where = [...scope, ...exactly('user', user)];
    const isOf = ({ doc }: Found<typeof campaignsView>) =>
      isTold(doc) && (template === undefined || templateIdOf(doc.content) === template);
    return (await this.campaigns(where)).filter(isOf).map(({ id }) => id);
  }

  private async campaigns(where: readonly Condition<typeof campaignsView>[]) {
    const all: Found<typeof campaignsView>[] = [];
    for await (const found of this.views.operational.stream(campaignsView, { where })) all.push(...found);
    return all;
  }

  /**
   * Keys of contacts whose name holds a text. For whom they are masked it must be the whole of it.
   * @throws Refusal where these are too many, and for whom they are masked where it is nobody's
   */
  private async named(principal: Principal, { campaign, name }: DetailedFilters): Promise<string[] | undefined> {
    if (name === undefined) return undefined;
    const match = seesPersonal(principal) ? 'part' : 'whole';
    const refs = await this.vault.search(campaign!, name, MOST_NAMED + 1, match);
    if (refs.length === 0 && match === 'whole') {
      throw invalid(
        'name',
        'needs_personal_read',
        'name is nobody’s whole name in the campaign: to look for a part of one needs personal:read, which the roles of this key do not have.',
      );
    }
    if (refs.length > MOST_NAMED) {
      throw invalid(
        'name',
        'too_many',
        `name is in more than ${MOST_NAMED} contacts of the campaign: give more of it.`,
      );
    }
    // The vault looks for it in phones, too.
    const entries = await hydrate(this.vault, refs);
    const own = refs.filter((ref) => holds(entries.get(ref)?.name, name));
    const where = [
      { field: 'campaignId', equals: campaign! },
      { field: 'ref', in: own },
    ] as const;
    const found = await this.views.operational.find(contactsView, { where, limit: MOST_NAMED, fields: ['contactKey'] });
    return found.map(({ doc }) => doc.contactKey);
  }

  /** A button by the text it has in a frozen template: rows know which one was tapped, and what stands on it the campaign knows. */
  private async tapped(
    text: string,
    campaigns: readonly MoCondition[],
    scope: Awaited<ReturnType<typeof scopeOf>>,
  ): Promise<MoCondition[]> {
    const [first, ...others] = campaigns.map(valuesOf);
    const asked = first?.filter((id) => others.every((ids) => ids.includes(id)));
    const known = asked
      ? (await this.views.operational.getMany(campaignsView, asked)).map((doc, at) => ({ id: asked[at]!, doc }))
      : await this.campaigns(scope);
    const found = known.flatMap(({ id, doc }) => {
      const button = doc?.template && quickRepliesOf(doc.template).find((each) => each.text === text);
      return button ? [{ id, index: button.index }] : [];
    });
    return [
      { field: 'campaignId', in: found.map(({ id }) => id) },
      { field: 'tapped', in: found.map(({ id, index }) => tapOf(id, index)) },
    ];
  }
}

/** Which index rows of such conditions are looked for in: that of the filter that fits the fewest of them, as a rule. */
export function mtQuestion(
  all: readonly MtCondition[],
  { status, withSession, contentType, conversationType }: Partial<DetailedFilters>,
  period: Period,
): RowQuestion<typeof messagesView> {
  const entries: MtCondition[][] = [
    ...entered(all, 'contactKey'),
    ...set('conversationId', entered(all, 'conversationId')),
    ...set('correlationId', entered(all, 'correlationId')),
    ...entered(all.filter(isOne), 'campaignId'),
    ...set('errorCode', entered(all, 'errorCode')),
    ...rare('rareStatus', status?.map(rareStatusOf)),
    ...rare('rareConversationType', conversationType && [rareConversationTypeOf(conversationType)]),
    ...(withSession === true
      ? [
          [
            { field: 'inSession', set: true },
            { field: 'inSession', equals: true },
          ] as MtCondition[],
        ]
      : []),
    ...rare('rareContentType', contentType && [rareContentTypeOf(contentType)]),
    ...entered(all, 'campaignId'),
    ...set('senderId', entered(all, 'senderId')),
    ...entered(all, 'subaccountId'),
  ];
  return { all, along: entries[0] ?? [], where: restOf(all, entries[0]), period };
}

function exactly<Name extends string, Held>(field: Name, equals: Held | undefined) {
  return equals === undefined ? [] : [{ field, equals }];
}

function among<Name extends string, Held>(field: Name, values: readonly Held[] | undefined) {
  return values === undefined ? [] : [{ field, in: values }];
}

function valuesOf(condition: Condition): string[] {
  return 'equals' in condition ? [String(condition.equals)] : 'in' in condition ? condition.in.map(String) : [];
}

function isNothing(condition: Condition): boolean {
  return 'in' in condition && condition.in.length === 0;
}

function isOne(condition: Condition): boolean {
  return 'equals' in condition || ('in' in condition && condition.in.length === 1);
}

/** The condition on a field by which an index that begins with it is entered, if there is one. */
function entered<Asked extends Condition>(all: readonly Asked[], field: Asked['field']): Asked[][] {
  return all
    .filter((each) => each.field === field)
    .filter((each) => 'equals' in each || ('in' in each && each.in.length <= MOST_ENTRIES) || field === 'contactKey')
    .slice(0, 1)
    .map((each) => [each]);
}

/** The same of an index that only has what is set. */
function set<Asked extends Condition>(field: Asked['field'], entries: readonly Asked[][]): Asked[][] {
  return entries.map((conditions) => [{ field, set: true } as unknown as Asked, ...conditions]);
}

/** By a field that only has what is rare, where all that is asked for is. */
function rare(field: MtCondition['field'], values: readonly (string | null)[] | undefined): MtCondition[][] {
  if (!values || values.length === 0 || values.includes(null)) return [];
  return set<MtCondition>(field, [[{ field, in: values } as MtCondition]]);
}

function restOf<Asked extends Condition>(all: readonly Asked[], along: readonly Asked[] = []): Asked[] {
  return all.filter((each) => !along.includes(each));
}
