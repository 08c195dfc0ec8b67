import { type Principal, sees } from '@arauto/access';
import { Refusal } from '@arauto/domain';
import type { Vault } from '@arauto/privacy';
import { repliesView } from '@arauto/read-models/reporting';
import { errorInfo, isKnownError, type InboundContent, type MediaFile, type NoMedia } from '@arauto/whatsapp';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Platform } from '../senders/platform';
import { PLATFORM, VAULT, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { hydrate } from '../use-case/personal';
import { notFound } from '../use-case/problems';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { KeptMedia, type MediaOwner } from './kept-media';
import { mediaFileName } from './media-file-name';
import { newestIn, type Reply } from './messages-in';
import type { StoredMessage } from './stored-message';

export interface OfMessage {
  readonly conversationId: string;
  /** As the thread has it. */
  readonly messageId: string;
}

/** A file that a person sent. Whoever is given it reads `content` to its end or destroys it. */
export interface NamedMediaFile extends MediaFile {
  /** As the person's app called it, so that it may be any text. */
  readonly fileName: string;
}

/** The file of a message. Who sees what persons wrote only masked does not get it: nothing of a file can be masked. */
export class GetMedia extends QueryWith<OfMessage, NamedMediaFile> {
  static readonly facts: UseCaseFacts = {
    permission: ['contact:read', 'personal:read'],
    problems: ['not_found', 'provider_unavailable'],
  };
}

type Sent = NonNullable<InboundContent['media']>;

@QueryHandler(GetMedia)
export class GetMediaHandler implements IQueryHandler<GetMedia> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(KeptMedia) private readonly kept: KeptMedia,
  ) {}

  async execute({ context, input }: GetMedia): Promise<NamedMediaFile> {
    await caughtUp(this.views, 'reporting', context);
    const message = await this.messageOf(input, context.principal);
    if (message.revoked) throw noFile('The person took this message back.');
    const { ref, senderId, contentType, answeredAt: at } = message;
    const entry = (await hydrate(this.vault, [ref])).get(ref);
    if (!entry) throw noFile('What the person sent was erased.');
    const { media } = entry.data as StoredMessage;
    if (!media) throw noFile('This message has no file.');
    const owner = { ref, person: entry.person };
    const file = (await this.kept.find(owner)) ?? (await this.fetched(senderId, media, owner));
    const mimeType = file.mimeType ?? media.mimeType ?? null;
    return { ...file, mimeType, fileName: mediaFileName({ fileName: media.fileName, contentType, mimeType, at }) };
  }

  private async fetched(senderId: string, { id }: Sent, owner: MediaOwner): Promise<MediaFile> {
    const file = await this.platform.media(senderId, id);
    if ('error' in file) throw refusalOf(file);
    return this.kept.keep(owner, file);
  }

  /** What is foreign is unknown, before anything else is said. */
  private async messageOf({ conversationId, messageId }: OfMessage, principal: Principal): Promise<Reply['doc']> {
    const found = await this.views.reporting.get(repliesView, messageId);
    if (found?.conversationId === conversationId && sees(principal, found.subaccountId ?? '')) return found;
    const [other] = await newestIn(this.views.reporting, conversationId, 1);
    if (!other || !sees(principal, other.doc.subaccountId ?? ''))
      throw notFound('conversation in which a person wrote');
    throw notFound('message of a person in this conversation');
  }
}

function noFile(why: string): Refusal {
  return new Refusal('not_found', why);
}

/** Nothing of what the provider says by itself: it may be personal. */
function refusalOf({ error: { code }, isGone }: NoMedia): Refusal {
  if (isGone) {
    return noFile(
      'The provider has this file no more: it keeps what persons send for 7 days, and it was not kept here.',
    );
  }
  const why = isKnownError(code) ? `${errorInfo(code).title} (${code})` : `It answered ${code}`;
  return new Refusal('provider_unavailable', `The provider did not hand the file out. ${why}.`);
}
