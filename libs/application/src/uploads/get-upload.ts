import type { Permission } from '@arauto/access';
import { uploadsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { QueryContext } from '../context';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import type { Views } from '../views';
import type { UploadBody } from './upload.body';

export class GetUpload extends Query<UploadBody> {
  static readonly permission: Permission = 'contact:read';

  constructor(
    readonly context: QueryContext,
    readonly input: { readonly uploadId: string },
  ) {
    super();
  }
}

@QueryHandler(GetUpload)
export class GetUploadHandler implements IQueryHandler<GetUpload> {
  constructor(@Inject(VIEWS) private readonly views: Views) {}

  async execute({ context, input: { uploadId: id } }: GetUpload): Promise<UploadBody> {
    await caughtUp(this.views, 'operational', context);
    const doc = await getDocument(this.views, uploadsView, id, context.principal, 'upload');
    const { campaignId, status, rows, accepted, duplicate, invalid, suppressed, again, error } =
      doc as unknown as UploadBody;
    return { id, campaignId, status, rows, accepted, duplicate, invalid, suppressed, again, error };
  }
}
