/** What stores of views are made of, wherever they keep them. */
export { checkCounter } from '../change';
export { checkId, decode, encode, type Stored } from '../encode';
export {
  aheadOf,
  choose,
  type Chosen,
  describeViews,
  type Fillings,
  lowest,
  readable,
  turned,
  type Wanted,
  whyGone,
  without,
} from '../fillings';
export { checkAmount, gatherEach, sumOf } from '../gather';
export { checkCap, checkCondition, checkCursor, checkLimit, checkWalk } from '../questions';
export { keepBeating, untilSilent } from '../stand-by';
export { enteredTally, fieldOf, inOrder } from '../tally';
export { comparable, compareValues, typeOf } from '../values';
