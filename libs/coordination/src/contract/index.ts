export {
  type CoordinationFeatures,
  type CoordinationUnderTest,
  describeCoordinationContract,
} from './coordination.contract';
