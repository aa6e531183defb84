/**
 * `npm run gazetteer [-- --corpora DIR]`: makes `models/gazetteer.bin.gz` again from its sources, and its row of
 * `models/manifest.json`. docs/places.md says what goes in.
 */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { encodeGazetteer } from '../../packages/nlp/src/places/encode.ts'
import { GAZETTEER_FILE } from '../../packages/nlp/src/places/gazetteer.ts'
import { saveModel } from '../train/manifest.ts'
import { buildRows } from './build.ts'
import { readSources } from './sources.ts'

const { values } = parseArgs({
  options: { corpora: { type: 'string', default: join(homedir(), '.cache', 'wherefrom-corpora') } },
})
const rows = buildRows(readSources(values.corpora))
saveModel(GAZETTEER_FILE, encodeGazetteer(rows), {
  licence: 'CC BY 4.0',
  trainedOn: [
    {
      corpus: 'GeoNames',
      licence: 'CC BY 4.0',
      part: 'populated places of 500 inhabitants and more; names of regions and districts',
    },
    {
      corpus: 'Natural Earth',
      licence: 'public domain',
      part: 'populated places, ports, marine areas, islands and capes, states',
    },
    { corpus: 'OurAirports', licence: 'public domain', part: 'large and medium airports' },
  ],
  scores: { places: rows.length },
})
process.stderr.write(`gazetteer: ${rows.length} places\n`)
