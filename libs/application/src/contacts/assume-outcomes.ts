import { contactAggregate, contactDecider, contactOfDocument, isTestContact, Refusal, stream } from '@arauto/domain';
import { contactsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { loadCampaign, type OfCampaign } from '../campaigns/campaign-parts';
import { answered } from '../context';
import { Field, flag, id, list, oneOf, optional, shapes, type Shown } from '../fields';
import { VIEWS } from '../tokens';
import { CommandRunner, type Steps } from '../use-case/command-runner';
import { invalid, notFound } from '../use-case/problems';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';

export class AssumeOutcomesBody {
  @Field(oneOf(['delivered', 'not_sent'])) readonly outcome!: 'delivered' | 'not_sent';
  @Field(optional(list(id, { min: 1, max: 1000 })), 'Of these; or else of all.')
  readonly contactIds?: readonly string[];
  @Field(optional(flag), 'Of every contact whose outcome is unknown at this moment.') readonly all?: boolean;
}

const outcomesAssumed = shapes.named(
  'OutcomesAssumed',
  shapes.object({
    ...answered,
    /** Contacts that it was assumed of; of others of them it had been, or was heard of meanwhile. */
    assumed: shapes.whole,
    /** Of whom an outcome is known: it is not for anybody to assume. */
    known: shapes.list(shapes.text),
    /** There are more than one answer takes: ask again. */
    more: shapes.flag,
  }),
);
type OutcomesAssumed = Shown<typeof outcomesAssumed>;

/** An admin's decision on unknown outcomes, many at once; nobody is ever sent to again by it. */
export class AssumeOutcomes extends CommandWith<AssumeOutcomesBody & OfCampaign, OutcomesAssumed> {
  static readonly facts: UseCaseFacts = {
    permission: 'contact:assume',
    body: AssumeOutcomesBody,
    answers: outcomesAssumed,
    problems: ['not_found'],
  };
}

/** Of one request. */
const MOST = 10_000;
/** Appended together: they share the commits of the log. */
const AT_ONCE = 200;

@CommandHandler(AssumeOutcomes)
export class AssumeOutcomesHandler implements ICommandHandler<AssumeOutcomes> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(VIEWS) private readonly views: Views,
  ) {}

  async execute({ context, input }: AssumeOutcomes): Promise<OutcomesAssumed> {
    const { campaignId, contactIds, all = false, outcome } = input;
    if ((contactIds === undefined) !== all) {
      const message = contactIds ? 'Send contactIds or all, not both.' : 'Send contactIds, or all: true.';
      throw invalid('contactIds', contactIds ? 'too_many' : 'required', message);
    }
    const { revision, position } = await loadCampaign(this.runner, context.principal, campaignId);
    const ids = contactIds ? await this.existing(campaignId, contactIds) : await this.flagged(campaignId);
    return this.runner.run(context, async ({ aside }) => {
      const done = { assumed: 0, known: [] as string[], position };
      for (let from = 0; from < Math.min(ids.length, MOST); from += AT_ONCE) {
        const some = ids.slice(from, Math.min(from + AT_ONCE, MOST));
        const found = await Promise.all(some.map((contactId) => assume(aside, campaignId, contactId, outcome)));
        for (const [index, one] of found.entries()) {
          if (one === 'known') done.known.push(some[index]!);
          else if (one) {
            done.assumed += 1;
            if (one > done.position) done.position = one;
          }
        }
      }
      return { id: campaignId, revision, ...done, more: ids.length > MOST };
    });
  }

  /** All of them or none: a foreign one, or one that is none, refuses the whole. */
  private async existing(campaignId: string, contactIds: readonly string[]): Promise<readonly string[]> {
    const ids = [...new Set(contactIds)];
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const loaded = await Promise.all(
        ids.slice(from, from + AT_ONCE).map((contactId) => this.runner.load(contactAggregate, campaignId, contactId)),
      );
      if (loaded.some(({ state }) => state.status === 'none')) throw notFound('contact');
    }
    if (ids.some(isTestContact)) throw notFound('contact');
    return ids;
  }

  private async flagged(campaignId: string): Promise<readonly string[]> {
    const where = [
      { field: 'campaignId', equals: campaignId },
      { field: 'state', equals: 'in_progress' },
      { field: 'needsAttention', equals: true },
    ] as const;
    const ids: string[] = [];
    const query = { where, sort: [{ field: 'ref' }], fields: ['ref'] } as const;
    for await (const found of this.views.operational.stream(contactsView, query)) {
      ids.push(...found.map(({ id: document }) => contactOfDocument(document).contactKey));
      if (ids.length > MOST) break;
    }
    return ids;
  }
}

/** The position of what was assumed; undefined where that had been assumed, or come about, already. */
async function assume(
  aside: Steps['aside'],
  campaignId: string,
  contactId: string,
  outcome: AssumeOutcomesBody['outcome'],
): Promise<string | 'known' | undefined> {
  try {
    const name = stream.contact(campaignId, contactId);
    const { events, position } = await aside(contactDecider, name, { type: 'AssumeOutcome', outcome });
    return events.length > 0 ? position : undefined;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'wrong_status') return 'known';
    throw error;
  }
}
