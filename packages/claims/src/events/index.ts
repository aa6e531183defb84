export { eventsOf, withEvents } from './find.ts'

/** Version of the event lexicon and its rules. */
export const EVENTS_VERSION = '1'
