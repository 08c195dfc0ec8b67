import type { RecordedEvent } from '@arauto/event-store';
import type { News, SendRequest, Written } from '../platform/ground-truth';
import { subscriberOf } from '../platform/phones';
import type { Known, World } from '../world';
import { addresseeOf, areClocksTrue, HEARD_BY_ALL, type Judging, ON_ITS_WAY, type Rules } from './judging';

const STOPS: ReadonlySet<string> = new Set(['SAIR', 'STOP']);
const STARTS: ReadonlySet<string> = new Set(['VOLTAR']);
/** Words of one second have one stamp: nobody knows which was the later. */
const SECOND = 1_000;

/** What people and the platform said, in the order in which they said it, whatever order it came in. */
export class Words implements Rules {
  constructor(
    private readonly world: World,
    private readonly judge: Judging,
  ) {}

  /** Whoever said stop to a business, and was heard, gets no marketing from it any more. */
  requested({ at, callbackData, subscriber }: SendRequest): void {
    const { campaignId } = addresseeOf(callbackData);
    const campaign = this.world.campaigns.find(({ id }) => id === campaignId);
    if (!campaign || subscriber === null || !isMarketing(campaign)) return;
    const { admin, platform } = this.world;
    const { truth } = platform;
    const isSaidToBusiness = ({ number }: Written) => this.tenantOf(number) === this.tenantOf(campaign.number.id);
    const said = truth.written.filter((each) => each.person.subscriber === subscriber && isSaidToBusiness(each));
    const stop = said.findLast((each) => STOPS.has(textOf(each)));
    if (!stop || said.some((each) => STARTS.has(textOf(each)) && each.at > stop.at - SECOND)) return;
    // What an administrator lifts is free, whoever stopped it.
    const isLifted = admin.suppressions.some(
      (each) => !each.isSuppressed && each.subaccountId === campaign.subaccountId && isOf(each.phone, subscriber),
    );
    if (isLifted) return;
    const news = truth.news.find(({ value }) => messageIdIn(value) === stop.messageId);
    const heardAt = news && truth.toldAt(news.id);
    if (heardAt === undefined || at - ON_ITS_WAY - heardAt < HEARD_BY_ALL) return;
    this.judge.fail('who said stop is left alone', `${callbackData} is sent though ${subscriber} said ${textOf(stop)}`);
  }

  /** Index of the tenant whose number it is. */
  private tenantOf(phoneNumberId: string): number | undefined {
    const { plan, platform } = this.world;
    return plan.numbers[[...platform.numbers.keys()].indexOf(phoneNumberId)]?.tenant;
  }
}

/** At the end what the log has of templates and limits is what the platform said last, among what was heard. */
export function judgeNewestWords(world: World, judge: Judging): void {
  const { events } = world.disks.log;
  // Where an engine's clock is behind, what it hears is of an instant to come, and is written down as of now.
  if (!areClocksTrue(world.plan)) return;
  for (const campaign of world.campaigns) {
    const { template, number, senderId } = campaign;
    const registered = events.find(
      ({ type, data }) =>
        type === 'TemplateRegistered' && data['senderId'] === senderId && data['name'] === template.name,
    );
    const own = events.filter(({ stream }) => stream === registered?.stream);
    const isOfTemplate = ({ value }: News) =>
      (value as { message_template_name?: string }).message_template_name === template.name;
    const compare = (what: string, words: readonly News[], wordOf: (news: News) => string, found: unknown) => {
      const [newest] = words;
      if (!newest || words.some((each) => wordOf(each).toLowerCase() === String(found).toLowerCase())) return;
      judge.fail(
        'the newest word of the platform holds',
        `${what} is ${String(found)}, and ${wordOf(newest)} was said last`,
      );
    };
    const isSaid = ({ type, data }: RecordedEvent) =>
      type === 'TemplateRegistered' || (type === 'TemplateCategoryChanged' && data['category'] !== undefined);
    compare(
      `the category of ${template.name}`,
      newestOf(world, 'template_category_update', isOfTemplate),
      ({ value }) => (value as { readonly new_category: string }).new_category,
      own.findLast(isSaid)?.data['category'],
    );
    const limits = events.findLast(
      ({ stream, type }) => stream === `sender-${senderId}` && type === 'SenderTierChanged',
    );
    const isOfAccount = ({ account }: News) => account === number.account.id;
    if (newestOf(world, 'phone_number_quality_update', isOfAccount).length > 0) continue;
    compare(
      `the tier of ${senderId}`,
      newestOf(world, 'business_capability_update', isOfAccount),
      ({ at }) => String(number.account.portfolio.tier.at(at)),
      limits?.data['tier'],
    );
  }
}

/**
 * The newest of those that were heard, and what came after it and may have been heard all the same, though nobody was told so; none where nothing
 * was heard, or where the one before it has the same stamp.
 */
function newestOf({ platform: { truth } }: World, field: string, isOfIt: (news: News) => boolean): readonly News[] {
  const said = truth.news.filter((news) => news.field === field && isOfIt(news));
  const heard = said.filter(({ id }) => truth.toldAt(id) !== undefined);
  const [last, before] = [heard.at(-1), heard.at(-2)];
  if (!last || (before && last.at - before.at < 2 * SECOND)) return [];
  const perhaps = said.filter(({ id, at }) => at > last.at && truth.tellings.some(({ news }) => news.includes(id)));
  return [last, ...perhaps];
}

function isMarketing({ template }: Known): boolean {
  return template.category.all.every(({ value }) => value === 'MARKETING');
}

function textOf({ type, content }: Written): string {
  return type === 'text' ? (content as { readonly body: string }).body : '';
}

function messageIdIn(value: unknown): string | undefined {
  return (value as { messages?: readonly { readonly id: string }[] }).messages?.[0]?.id;
}

function isOf(phone: string, subscriber: string): boolean {
  return subscriberOf(phone.replace(/\D/g, '')) === subscriber;
}
