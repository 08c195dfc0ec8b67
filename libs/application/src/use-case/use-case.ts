import type { Permission } from '@arauto/access';
import type { RefusalCode } from '@arauto/domain';
import type { Type } from '@nestjs/common';
import { Command, Query } from '@nestjs/cqrs';
import type { Answer, CommandContext, QueryContext } from '../context';
import type { NamedShape, Shape } from '../fields/shapes';

/** A page, and what else its answer says. */
export interface PageFacts {
  readonly pageOf: NamedShape<unknown>;
  readonly bothWays?: true;
  /** Always there, beside the items. */
  readonly beside?: Readonly<Record<string, Shape<unknown>>>;
}

/** What a use case says of itself, on its class. The edge enforces and documents it, and it is said nowhere else. */
export interface UseCaseFacts {
  /** Several: all of them are needed. None: whoever has a key. */
  readonly permission: Permission | readonly Permission[];
  /** Class of its body; without one it takes none. */
  readonly body?: Type;
  /** Class of its query parameters; without one a query takes `after` alone. */
  readonly query?: Type;
  /** What it answers; `Answer` where a command says nothing, and what is no JSON is its route's to say. */
  readonly answers?: NamedShape<unknown> | PageFacts;
  /** Codes it refuses with, beyond those that permission, body and query imply. */
  readonly problems?: readonly RefusalCode[];
}

/** A command with what it is told. */
export abstract class CommandWith<Input, Result = Answer> extends Command<Result> {
  constructor(
    readonly context: CommandContext,
    readonly input: Input,
  ) {
    super();
  }
}

/** A query with what it asks for. */
export abstract class QueryWith<Input, Result> extends Query<Result> {
  constructor(
    readonly context: QueryContext,
    readonly input: Input,
  ) {
    super();
  }
}
