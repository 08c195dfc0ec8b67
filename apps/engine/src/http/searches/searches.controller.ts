import {
  type CommandContext,
  CopySearch,
  CopySearchBody,
  DeleteSearch,
  EditSearch,
  EditSearchBody,
  GetSearch,
  ListSearches,
  type QueryContext,
  RunSearch,
  RunSearchQuery,
  SaveSearch,
  SaveSearchBody,
  SubaccountPageQuery,
} from '@arauto/application';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';

@Controller('v1/searches')
export class SearchesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Endpoint({
    useCase: SaveSearch,
    summary: 'Save a search of a report, to run it again',
    status: 201,
  })
  save(@Commanding() context: CommandContext, @Body() body: SaveSearchBody) {
    return this.commands.execute(new SaveSearch(context, body));
  }

  @Get()
  @Endpoint({
    useCase: ListSearches,
    summary: 'List saved searches: those of the key, and those that are shared within its subaccounts',
  })
  list(@Asking() context: QueryContext, @Query() query: SubaccountPageQuery) {
    return this.queries.execute(new ListSearches(context, query));
  }

  @Get(':id')
  @Endpoint({
    useCase: GetSearch,
    summary: 'Show a saved search, and what it asks for that is not there any more',
    etag: true,
  })
  get(@Asking() context: QueryContext, @Param('id') searchId: string) {
    return this.queries.execute(new GetSearch(context, { searchId }));
  }

  @Patch(':id')
  @Endpoint({
    useCase: EditSearch,
    summary: 'Edit or rename a saved search',
    etag: true,
  })
  edit(@Commanding() context: CommandContext, @Param('id') searchId: string, @Body() body: EditSearchBody) {
    return this.commands.execute(new EditSearch(context, { ...body, searchId }));
  }

  @Delete(':id')
  @Endpoint({
    useCase: DeleteSearch,
    summary: 'Delete a saved search',
    etag: true,
  })
  delete(@Commanding() context: CommandContext, @Param('id') searchId: string) {
    return this.commands.execute(new DeleteSearch(context, { searchId }));
  }

  @Post(':id/run')
  @Endpoint({
    useCase: RunSearch,
    summary: 'Run a saved search now: what the report answers, of the days that its period means today',
  })
  run(@Asking() context: QueryContext, @Param('id') searchId: string, @Query() query: RunSearchQuery) {
    return this.queries.execute(new RunSearch(context, { ...query, searchId }));
  }

  @Post(':id/copy')
  @Endpoint({
    useCase: CopySearch,
    summary: 'Copy a saved search as one of the key',
    status: 201,
    bodyOptional: true,
  })
  copy(@Commanding() context: CommandContext, @Param('id') searchId: string, @Body() body: CopySearchBody) {
    return this.commands.execute(new CopySearch(context, { ...body, searchId }));
  }
}
