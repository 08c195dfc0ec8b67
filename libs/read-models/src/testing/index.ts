export { openPlannedReader } from './planned-reader';
