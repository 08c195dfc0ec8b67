import { SqliteError } from '@arauto/sqlite';
import { problemOf } from './problem-of';

describe('what an error is answered with', () => {
  it('a vault whose disk is full is a store that is not to be had, without the path of its file', () => {
    const problem = problemOf(new SqliteError('full', '/data/vault.db', 'the disk that holds /data/vault.db is full'));
    expect(problem).toMatchObject({ code: 'store_unavailable', headers: { 'retry-after': '60' } });
    expect(problem?.message).not.toContain('/data');
  });

  it('a MongoDB that cannot be reached is a store that is not to be had, without its address', () => {
    const error = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:27017'), {
      name: 'MongoServerSelectionError',
    });
    const problem = problemOf(error);
    expect(problem).toMatchObject({ code: 'store_unavailable' });
    expect(problem?.message).not.toContain('10.0.0.1');
  });

  it.each(['NoReplicaSet', 'CommitUnknown', 'PoolClearedOnNetworkError'])(
    'so is %s, which is not named as the driver names its errors',
    (name) => {
      const problem = problemOf(Object.assign(new Error('gone'), { name }));
      expect(problem).toMatchObject({ code: 'store_unavailable' });
    },
  );

  it('any other failure of a database is one that nobody foresaw', () => {
    expect(problemOf(new SqliteError('constraint', '/data/vault.db', 'x'))).toBeUndefined();
  });
});
