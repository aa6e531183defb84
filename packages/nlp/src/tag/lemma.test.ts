import { describe, expect, it } from 'vitest'
import { lemmaGroup, ruleLemma } from './lemma.ts'

describe('lemmas by rule', () => {
  it.each([
    ['reports', 'VBZ', 'report'],
    ['denies', 'VBZ', 'deny'],
    ['watches', 'VBZ', 'watch'],
    ['claimed', 'VBD', 'claim'],
    ['denied', 'VBD', 'deny'],
    ['admitted', 'VBD', 'admit'],
    ['cited', 'VBN', 'cite'],
    ['confirmed', 'VBN', 'confirm'],
    ['alleged', 'VBN', 'allege'],
    ['stated', 'VBD', 'state'],
    ['accused', 'VBD', 'accuse'],
    ['announced', 'VBD', 'announce'],
    ['warned', 'VBD', 'warn'],
    ['citing', 'VBG', 'cite'],
    ['adding', 'VBG', 'add'],
    ['telling', 'VBG', 'tell'],
    ['planning', 'VBG', 'plan'],
    ['saying', 'VBG', 'say'],
    ['explained', 'VBD', 'explain'],
    ['argued', 'VBD', 'argue'],
    ['agencies', 'NNS', 'agency'],
    ['sources', 'NNS', 'source'],
    ['officials', 'NNS', 'official'],
    ['boxes', 'NNS', 'box'],
    ['bigger', 'JJR', 'big'],
    ['earliest', 'JJS', 'early'],
    ['news', 'NN', 'news'],
  ])('%s (%s) is %s', (word, xpos, lemma) => {
    expect(ruleLemma(word, lemmaGroup(xpos))).toBe(lemma)
  })
})
