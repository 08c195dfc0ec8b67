import { exportsView } from '@arauto/read-models/operational';
import { Inject, Injectable } from '@nestjs/common';
import { EXPORT_SETTINGS, VIEWS } from '../tokens';
import type { Views } from '../views';
import type { ExportSettings } from './export-settings';

/** How many exports of a key wait or are being made, and how many may. */
@Injectable()
export class ExportRoom {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(EXPORT_SETTINGS) private readonly settings: Pick<ExportSettings, 'waiting'>,
  ) {}

  get most(): number {
    return this.settings.waiting;
  }

  /** @param keyId of the key that asked */
  async openOf(keyId: string): Promise<number> {
    const open = await this.views.operational.count(exportsView, [
      { field: 'askedBy', equals: keyId },
      { field: 'status', in: ['queued', 'running'] },
    ]);
    return open.value;
  }
}
