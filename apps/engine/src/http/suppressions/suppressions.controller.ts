import {
  type CommandContext,
  CONTACT_FILES,
  type ContactFiles,
  LiftSuppression,
  LiftSuppressionBody,
  ListSuppressions,
  ListSuppressionsQuery,
  type QueryContext,
  RANDOM,
  SuppressList,
  SuppressListQuery,
  SuppressPerson,
  SuppressPersonBody,
} from '@arauto/application';
import type { Random } from '@arauto/clock';
import { Body, Controller, Delete, Get, Inject, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { HTTP_SETTINGS, type HttpSettings } from '../dependencies';
import { invalid } from '../problems/problem';
import { Asking, Commanding, commandContext } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { receiveMultipart } from '../uploads/multipart-upload';
import { subaccountOfUpload } from '../uploads/upload-gate';
import { asFault } from '../uploads/wrong-part';

@Controller('v1/suppressions')
export class SuppressionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(CONTACT_FILES) private readonly files: ContactFiles,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
  ) {}

  @Post()
  @Endpoint({
    useCase: SuppressPerson,
    summary: 'Suppress a person: no messages from this subaccount',
    status: 201,
  })
  suppress(@Commanding() context: CommandContext, @Body() body: SuppressPersonBody) {
    return this.commands.execute(new SuppressPerson(context, body));
  }

  @Post('upload')
  @Endpoint({
    useCase: SuppressList,
    summary: 'Suppress everybody whose number is in a CSV file or a workbook (.xlsx), with a verdict on each row',
    status: 200,
    ownBody: 'persons',
  })
  async suppressList(@Req() request: FastifyRequest, @Query() query: SuppressListQuery) {
    if (!request.isMultipart()) {
      const message = 'The list is missing: send it in the part file of multipart/form-data.';
      throw invalid([{ path: 'file', code: 'required', message }]);
    }
    const uploadId = this.random.id();
    const limits = { maxFileBytes: this.settings.maxFileBytes, subaccountId: subaccountOfUpload(request) };
    const { mapping, isSheet, bodyHash } = await receiveMultipart(request, this.files, uploadId, limits);
    const context = commandContext(request, '');
    const idempotency = context.idempotency && { ...context.idempotency, bodyHash };
    try {
      const input = { ...query, stored: { uploadId }, mapping, isSheet };
      return await this.commands.execute(new SuppressList({ ...context, idempotency }, input));
    } catch (error) {
      throw asFault(error);
    }
  }

  @Get()
  @Endpoint({
    useCase: ListSuppressions,
    summary: 'List who must not be messaged, and why',
  })
  list(@Asking() context: QueryContext, @Query() query: ListSuppressionsQuery) {
    return this.queries.execute(new ListSuppressions(context, query));
  }

  /** The person is named in the body: a phone in an address would end up in the logs of every proxy on the way. */
  @Delete()
  @Endpoint({
    useCase: LiftSuppression,
    summary: 'Lift whatever keeps a person from being messaged: in the category named, in every one where none is',
  })
  lift(@Commanding() context: CommandContext, @Body() body: LiftSuppressionBody) {
    return this.commands.execute(new LiftSuppression(context, body));
  }
}
