import { type QueryContext, WhoAsks } from '@arauto/application';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Asking } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';

@Controller('v1/me')
export class MeController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Endpoint({
    useCase: WhoAsks,
    summary: 'Say who asks: name, roles, subaccounts and permissions',
  })
  me(@Asking() context: QueryContext) {
    return this.queries.execute(new WhoAsks(context, {}));
  }
}
