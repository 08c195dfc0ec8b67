import { Command, Query } from '@nestjs/cqrs';
import * as face from './index';

it('have one handler for every command and query, and none for nothing', () => {
  const expected = Object.entries(face).flatMap(([name, exported]: [string, unknown]) =>
    typeof exported === 'function' && (exported.prototype instanceof Command || exported.prototype instanceof Query)
      ? [`${name}Handler`]
      : [],
  );
  const handlers = face.useCases.map(({ name }) => name).filter((name) => name.endsWith('Handler'));
  expect(handlers.sort()).toEqual(expected.sort());
});
