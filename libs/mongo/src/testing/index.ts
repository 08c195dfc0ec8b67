export { expectWithin } from './expect-within';
export { MongodProcess } from './mongod-process';
export { hasMongodProgram, mongodProgram } from './mongod-program';
export { describeMongod, testMongod, type TestMongod } from './test-mongod';
export { describeReplicaSet, type Member, testReplicaSet, type TestReplicaSet } from './test-replica-set';
