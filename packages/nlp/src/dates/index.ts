export { type EdtfBounds, edtf, parseEdtf } from './edtf.ts'
export { findTimes, type TimeInput } from './find.ts'
export { joinRanges } from './ranges.ts'
