import type { Vault } from '@arauto/privacy';
import { campaignsView, uploadsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { OfCampaign } from '../campaigns/campaign-parts';
import type { Page } from '../context';
import { PageQuery } from '../paging';
import { VAULT, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { findPage } from '../use-case/page';
import { hydrate } from '../use-case/personal';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { showUpload } from './show-upload';
import { uploadBody, type UploadBody } from './upload.body';

/** Every file of a campaign, the newest first. */
export class ListUploads extends QueryWith<PageQuery & OfCampaign, Page<UploadBody>> {
  static readonly facts: UseCaseFacts = {
    permission: 'contact:read',
    query: PageQuery,
    answers: { pageOf: uploadBody },
    problems: ['not_found'],
  };
}

@QueryHandler(ListUploads)
export class ListUploadsHandler implements IQueryHandler<ListUploads> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  async execute({ context, input }: ListUploads): Promise<Page<UploadBody>> {
    await caughtUp(this.views, 'operational', context);
    const { campaignId } = input;
    await getDocument(this.views, campaignsView, campaignId, context.principal, 'campaign');
    const { found, nextCursor } = await findPage(this.views.operational, uploadsView, {
      where: [{ field: 'campaignId', equals: campaignId }],
      sort: [{ field: 'receivedAt', descending: true }],
      input,
    });
    const names = await hydrate(
      this.vault,
      found.map(({ doc }) => doc.nameRef),
    );
    const items = found.map(({ id, doc }) => showUpload(id, doc, names.get(doc.nameRef ?? ''), context.principal));
    return { items, nextCursor };
  }
}
