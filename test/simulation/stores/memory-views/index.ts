export { contentOf, MemoryViewDisk } from './disk';
export { openMemoryViewReader } from './reader';
export { type MemoryViewWriterOptions, openMemoryViewWriter } from './writer';
