import { exportsView, searchesView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { EXPORT_PROGRESS, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { notFound } from '../use-case/problems';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { exportBody, type ExportBody, showExport } from './export.body';
import { requireVisible } from './export-access';
import type { ExportProgress } from './export-progress';

/** What names an export. */
export interface OfExport {
  readonly exportId: string;
}

export class GetExport extends QueryWith<OfExport, ExportBody> {
  static readonly facts: UseCaseFacts = {
    permission: 'report:export',
    answers: exportBody,
    problems: ['not_found'],
  };
}

@QueryHandler(GetExport)
export class GetExportHandler implements IQueryHandler<GetExport> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(EXPORT_PROGRESS) private readonly progress: ExportProgress,
  ) {}

  async execute({ context, input: { exportId } }: GetExport): Promise<ExportBody> {
    await caughtUp(this.views, 'operational', context);
    const doc = await this.views.operational.get(exportsView, exportId);
    if (!doc) throw notFound('export');
    const { asker: askedBy, report, searchId } = doc;
    await requireVisible(context.principal, { askedBy, report, searchId }, (id) =>
      this.views.operational.get(searchesView, id),
    );
    return showExport(exportId, doc, (await this.progress.read([exportId])).get(exportId));
  }
}
