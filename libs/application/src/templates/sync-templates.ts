import {
  type JsonValue,
  senderAggregate,
  stream,
  subaccountAggregate,
  type TemplateCommand,
  templateDecider,
} from '@arauto/domain';
import type { Executed } from '@arauto/event-store';
import { sendersView } from '@arauto/read-models/operational';
import type { ListedTemplate } from '@arauto/whatsapp';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answered } from '../context';
import { Field, id, optional } from '../fields';
import { named, object, type Shown, whole } from '../fields/shapes';
import type { Platform } from '../senders/platform';
import { PLATFORM, VIEWS } from '../tokens';
import { CommandRunner, type Steps } from '../use-case/command-runner';
import { invalid, notFound } from '../use-case/problems';
import { owned, subaccountOf } from '../use-case/scope';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { templateId } from './template-id';

export class SyncTemplatesBody {
  @Field(optional(id)) readonly subaccountId?: string;
  /** Only the templates of this sender; all of the subaccount by default. */
  @Field(optional(id)) readonly senderId?: string;
}

/** `id` is the subaccount's; `revision` and `position` are those of the last template changed. */
export const templatesSynced = named(
  'TemplatesSynced',
  object({ ...answered, registered: whole, changed: whole, unchanged: whole }),
);
export type TemplatesSynced = Shown<typeof templatesSynced>;

export class SyncTemplates extends CommandWith<SyncTemplatesBody, TemplatesSynced> {
  static readonly facts: UseCaseFacts = {
    permission: 'template:sync',
    body: SyncTemplatesBody,
    answers: templatesSynced,
    problems: ['not_found'],
  };
}

@CommandHandler(SyncTemplates)
export class SyncTemplatesHandler implements ICommandHandler<SyncTemplates> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(VIEWS) private readonly views: Views,
  ) {}

  /** Brings in what the platform has; what it no longer has is left alone, since campaigns may refer to it. */
  async execute({ context, input }: SyncTemplates): Promise<TemplatesSynced> {
    const { id: subaccountId } = await subaccountOf(this.runner, context.principal, input.subaccountId);
    const senderIds = input.senderId === undefined ? await this.sendersOf(subaccountId) : [input.senderId];
    for (const senderId of senderIds) {
      const { state } = await this.runner.load(senderAggregate, senderId);
      if (owned(context.principal, state, 'sender').subaccountId !== subaccountId) throw notFound('sender');
    }
    return this.runner.run(context, async (steps) => {
      const { revision, position } = await this.runner.load(subaccountAggregate, subaccountId);
      let synced: TemplatesSynced = { id: subaccountId, revision, position, registered: 0, changed: 0, unchanged: 0 };
      for (const { senderId, template } of await this.listed(senderIds)) {
        synced = count(synced, await take(steps, { subaccountId, senderId, template }));
      }
      return synced;
    });
  }

  /** Of every sender before anything is taken over: a number that cannot be asked refuses all. */
  private async listed(senderIds: readonly string[]): Promise<Pick<Taken, 'senderId' | 'template'>[]> {
    const all: Pick<Taken, 'senderId' | 'template'>[] = [];
    for (const senderId of senderIds) {
      const listed = await this.platform.templates(senderId);
      if ('error' in listed) throw unreachable(listed.error.code);
      all.push(...listed.map((template) => ({ senderId, template })));
    }
    return all;
  }

  private async sendersOf(subaccountId: string): Promise<string[]> {
    const where = [{ field: 'subaccountId', equals: subaccountId }] as const;
    const ids: string[] = [];
    for await (const rows of this.views.operational.stream(sendersView, { where, fields: [] })) {
      ids.push(...rows.map(({ id }) => id));
    }
    return ids;
  }
}

interface Taken {
  readonly senderId: string;
  readonly subaccountId: string;
  readonly template: ListedTemplate;
}

/** One template, as the platform has it now: registered, its status, its category. */
async function take({ aside }: Steps, { subaccountId, senderId, template }: Taken) {
  const name = stream.template(templateId(senderId, template.name, template.language));
  const execute = (command: TemplateCommand) => aside(templateDecider, name, command);
  const components = template.components as readonly { readonly [key: string]: JsonValue }[];
  const { messageSendTtlSeconds: ttl, ...others } = template;
  const timed = typeof ttl === 'number' ? { messageSendTtlSeconds: ttl } : {};
  const command = { ...others, ...timed, components, subaccountId, senderId } as const;
  const registered = await execute({ type: 'RegisterTemplate', ...command });
  if (registered.events.length > 0) return { registered, changes: [] };
  const changes = [
    await execute({ type: 'ChangeTemplateStatus', status: template.status, reason: null }),
    await execute({ type: 'ChangeTemplateCategory', category: template.category }),
    ...(ttl === undefined ? [] : [await execute({ type: 'ChangeTemplateTtl', messageSendTtlSeconds: ttl })]),
  ];
  return { registered: undefined, changes: changes.filter(({ events }) => events.length > 0) };
}

function count(synced: TemplatesSynced, { registered, changes }: Awaited<ReturnType<typeof take>>): TemplatesSynced {
  const last: Pick<Executed<unknown, unknown>, 'revision' | 'position'> = registered ?? changes.at(-1) ?? synced;
  return {
    ...synced,
    revision: last.revision,
    position: last.position,
    registered: synced.registered + (registered ? 1 : 0),
    changed: synced.changed + (changes.length > 0 ? 1 : 0),
    unchanged: synced.unchanged + (registered || changes.length > 0 ? 0 : 1),
  };
}

function unreachable(code: string) {
  return invalid('senderId', 'provider_error', `The provider answered error ${code} when asked for its templates.`);
}
