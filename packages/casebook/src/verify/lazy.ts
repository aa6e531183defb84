import type { verifyCase as verify } from './verify.ts'

/** `verifyCase`, loaded together with the database drivers when it is called: commands that open no case start without them. */
export const verifyCase: typeof verify = async (...given) => (await import('./verify.ts')).verifyCase(...given)
