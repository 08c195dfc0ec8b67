import { type Principal, seesEverything } from '@arauto/access';
import { campaignsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { loadCampaign } from '../campaigns/campaign-parts';
import { Field, id, optional } from '../fields';
import { VERIFIER, VIEWS } from '../tokens';
import { CommandRunner } from '../use-case/command-runner';
import { scopeOf } from '../use-case/scope';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { VerificationJobs } from './verification-jobs';
import { verificationBody, type VerificationJob } from './verification.body';
import type { Verifier } from './verifier';

export class VerifyBody {
  /** One campaign; every one that the caller sees by default. */
  @Field(optional(id)) readonly campaign?: string;
}

/** Starts a recount; `GetVerification` says how far it is. */
export class Verify extends CommandWith<VerifyBody, VerificationJob> {
  static readonly facts: UseCaseFacts = {
    permission: 'verification:run',
    body: VerifyBody,
    answers: verificationBody,
    problems: ['not_found'],
  };
}

@CommandHandler(Verify)
export class VerifyHandler implements ICommandHandler<Verify> {
  constructor(
    @Inject(VERIFIER) private readonly verifier: Verifier,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(VerificationJobs) private readonly jobs: VerificationJobs,
  ) {}

  async execute({ context: { principal }, input: { campaign } }: Verify): Promise<VerificationJob> {
    if (campaign !== undefined) await loadCampaign(this.runner, principal, campaign);
    const campaigns = campaign === undefined ? await this.everyCampaign(principal) : [campaign];
    return this.jobs.start(principal.id, (signal) => this.verifier.verify(campaigns, signal));
  }

  /** Null for who sees everything: the log may know of campaigns that the list has lost. */
  private async everyCampaign(principal: Principal): Promise<readonly string[] | null> {
    if (seesEverything(principal)) return null;
    const where = await scopeOf(this.views, principal, undefined);
    const ids: string[] = [];
    for await (const found of this.views.operational.stream(campaignsView, { where, fields: ['number'] })) {
      for (const { id } of found) ids.push(id);
    }
    return ids;
  }
}
