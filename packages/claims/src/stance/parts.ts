/** What the trainer takes from this folder. */
export { stanceKeys } from './factuality.ts'
export { STANCE_VERSION } from './features.ts'
export {
  encodeLinear,
  encodeRater,
  LADDER,
  type RaterParts,
  STANCE_COMPONENT,
  STANCE_FILE,
  STANCE_NEWS_FILE,
} from './model.ts'
export { registerFeatures } from './register.ts'
