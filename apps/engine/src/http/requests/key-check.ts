import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { stillKnown } from './authentication';
import { Doorkeeper } from './doorkeeper';

/** Asks again, while a long answer goes on, whether its key or session still holds: revoking works at once. */
@Injectable()
export class KeyCheck {
  constructor(private readonly door: Doorkeeper) {}

  stillValid(request: FastifyRequest): boolean {
    try {
      return stillKnown(request, this.door);
    } catch {
      return false;
    }
  }
}
