import type { Vault } from '@arauto/privacy';
import { uploadsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { VAULT, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { hydrate } from '../use-case/personal';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { showUpload } from './show-upload';
import { uploadBody, type UploadBody } from './upload.body';

export class GetUpload extends QueryWith<{ readonly uploadId: string }, UploadBody> {
  static readonly facts: UseCaseFacts = { permission: 'contact:read', answers: uploadBody, problems: ['not_found'] };
}

/** Milliseconds. */
const CONTACTS_WITHIN = 500;

@QueryHandler(GetUpload)
export class GetUploadHandler implements IQueryHandler<GetUpload> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  async execute({ context, input: { uploadId: id } }: GetUpload): Promise<UploadBody> {
    await caughtUp(this.views, 'operational', context);
    const doc = await getDocument(this.views, uploadsView, id, context.principal, 'upload');
    const { readAt, nameRef } = doc;
    // Its contacts are in other lanes of the views than it is, and who hears that it is read looks for them at once.
    const isThere = readAt === null || (await this.views.reached('operational', readAt, CONTACTS_WITHIN));
    const status = isThere ? doc.status : 'reading';
    const name = (await hydrate(this.vault, [nameRef])).get(nameRef ?? '');
    return { ...showUpload(id, doc, name, context.principal), status };
  }
}
