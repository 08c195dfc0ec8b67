import { Command, Query } from '@nestjs/cqrs';
import * as face from './index';

it('has one handler for every command and query, and none for nothing', () => {
  const useCases = Object.entries(face).flatMap(([name, exported]: [string, unknown]) =>
    typeof exported === 'function' && (exported.prototype instanceof Command || exported.prototype instanceof Query)
      ? [`${name}Handler`]
      : [],
  );
  const handlers = [...face.commandHandlers, ...face.queryHandlers].map(({ name }) => name);
  expect(handlers.sort()).toEqual(useCases.sort());
});
