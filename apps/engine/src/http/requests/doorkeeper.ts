import { Sessions } from '@arauto/access';
import { CLOCK } from '@arauto/application';
import type { Clock } from '@arauto/clock';
import { Inject, Injectable } from '@nestjs/common';
import { HTTP_SETTINGS, type HttpSettings, KEY_RING, type Keys } from '../dependencies';
import { RequestRates } from './request-rates';

/** All that it takes to know who asks. */
@Injectable()
export class Doorkeeper {
  readonly sessions: Sessions;
  readonly rates: RequestRates;
  readonly publicUrl: string | null;

  constructor(
    @Inject(KEY_RING) readonly keys: Keys,
    @Inject(HTTP_SETTINGS) { secret, limits, publicUrl }: HttpSettings,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.sessions = new Sessions(secret, keys, clock);
    this.rates = new RequestRates(limits, clock);
    this.publicUrl = publicUrl;
  }
}
