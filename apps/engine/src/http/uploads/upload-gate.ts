import { MayReceiveFile, MaySuppressList, MayUpload } from '@arauto/application';
import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HTTP_SETTINGS, type HttpSettings } from '../dependencies';
import { HttpProblem } from '../problems/problem';
import { endpointOf } from '../requests/authentication';
import { commandContext } from '../requests/contexts';

const subaccounts = new WeakMap<FastifyRequest, string>();

/** Whose campaign an upload is for. @throws Error for a request that did not pass the gate */
export function subaccountOfUpload(request: FastifyRequest): string {
  const subaccountId = subaccounts.get(request);
  if (subaccountId === undefined) throw new Error(`${request.url} was not let through the gate of uploads`);
  return subaccountId;
}

/**
 * Before a byte of a file is taken: is there such a campaign, may it be uploaded to, or is there such a subaccount, and are not too many uploads under
 * way, of that and in all? The command asks the first two again, when the file is durable.
 */
@Injectable()
export class UploadGate {
  private readonly underWay = new Map<string, number>();
  private inAll = 0;

  constructor(
    private readonly queries: QueryBus,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
  ) {}

  /** @throws HttpProblem `too_many_requests`, and what the query refuses */
  async admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const subaccountId = await this.subaccountOf(request);
    const { uploads, uploadsOfSubaccount } = this.settings.limits;
    const own = this.underWay.get(subaccountId) ?? 0;
    if (own >= uploadsOfSubaccount.atOnce) throw tooMany('This subaccount', own);
    if (this.inAll >= uploads.atOnce) throw tooMany('The engine', this.inAll);
    this.underWay.set(subaccountId, own + 1);
    this.inAll += 1;
    subaccounts.set(request, subaccountId);
    // However it ends: answered, refused, or cut off.
    reply.raw.once('close', () => this.left(subaccountId));
  }

  private async subaccountOf(request: FastifyRequest): Promise<string> {
    const context = commandContext(request, '');
    if (endpointOf(request)?.ownBody === 'persons') {
      const { subaccount } = request.query as { readonly subaccount?: unknown };
      const named = typeof subaccount === 'string' ? subaccount : undefined;
      return (await this.queries.execute(new MaySuppressList(context, { subaccountId: named }))).subaccountId;
    }
    const { id: campaignId } = request.params as { readonly id: string };
    if (endpointOf(request)?.ownBody === 'media') {
      return (await this.queries.execute(new MayReceiveFile(context, { campaignId }))).subaccountId;
    }
    return (await this.queries.execute(new MayUpload(context, { campaignId }))).subaccountId;
  }

  private left(subaccountId: string): void {
    this.inAll -= 1;
    const own = (this.underWay.get(subaccountId) ?? 1) - 1;
    if (own > 0) this.underWay.set(subaccountId, own);
    else this.underWay.delete(subaccountId);
  }
}

function tooMany(who: string, count: number): HttpProblem {
  const detail = `${who} is taking ${count} uploads at this moment. Send this one again when one of them is through.`;
  return new HttpProblem('too_many_requests', detail, {}, { 'retry-after': '5' });
}
