import type { Position } from '@arauto/event-store';
import { exportsView } from '@arauto/read-models/operational';
import { Inject, Injectable } from '@nestjs/common';
import { EXPORT_SETTINGS, VIEWS } from '../tokens';
import type { Views } from '../views';
import type { ExportSettings } from './export-settings';

/** An export that is asked for here; null as long as it is not in the log. */
interface Asked {
  position: Position | null;
}

/** How many exports of a key wait or are being made, and how many may. */
@Injectable()
export class ExportRoom {
  /** By key, in their order: what this process asks for, as long as the views may not show it. */
  private readonly asked = new Map<string, readonly Asked[]>();

  constructor(
    @Inject(VIEWS) private readonly views: Pick<Views, 'operational'>,
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

  /**
   * Asks for one where there is room beside those that were asked for here before, also where the views do not show them yet. Of other processes it
   * knows what the views know: of requests to several of them in the same instant more may pass.
   * @param full what there is instead, told how many are open
   */
  async within<Done extends { readonly position: Position }, Full>(
    keyId: string,
    ask: () => Promise<Done>,
    full: (open: number) => Full,
  ): Promise<Done | Full> {
    const mine: Asked = { position: null };
    this.asked.set(keyId, [...(this.asked.get(keyId) ?? []), mine]);
    try {
      // Before they are counted: one that the views get to between the two counts twice, and never not at all.
      const seen = await this.views.operational.position('operational');
      this.keep(keyId, ({ position }) => position === null || position > seen);
      const own = this.asked.get(keyId)!;
      const open = (await this.openOf(keyId)) + own.indexOf(mine);
      if (open >= this.most) return full(open);
      const done = await ask();
      mine.position = done.position;
      return done;
    } finally {
      if (mine.position === null) this.keep(keyId, (each) => each !== mine);
    }
  }

  private keep(keyId: string, is: (each: Asked) => boolean): void {
    const left = (this.asked.get(keyId) ?? []).filter(is);
    if (left.length > 0) this.asked.set(keyId, left);
    else this.asked.delete(keyId);
  }
}
