import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { KEY_RING, type Keys } from '../dependencies';
import { authenticate } from './authentication';

/** Asks again, while a long answer goes on, whether its key still holds: revoking works at once. */
@Injectable()
export class KeyCheck {
  constructor(@Inject(KEY_RING) private readonly keys: Keys) {}

  stillValid(request: FastifyRequest): boolean {
    try {
      authenticate(request, this.keys);
      return true;
    } catch {
      return false;
    }
  }
}
