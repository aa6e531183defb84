/**
 * Territories whose state is disputed: which country the gazetteer puts them in. The default is the position of the United
 * Nations, with the document that states it; where there is none, the state of administration, said so. Change a row here
 * and run `npm run gazetteer` for another view of the world; docs/places.md explains each row.
 */
export interface Disputed {
  readonly territory: string
  /** Which rows of the sources: their country, and with it the region's code or a box in degrees. */
  readonly from: string
  readonly regions?: readonly string[]
  readonly box?: { readonly south: number; readonly north: number; readonly west: number; readonly east: number }
  /** Names where neither a code nor a box tells. */
  readonly names?: readonly string[]
  /** ISO 3166-1 alpha-2 that the rows get. */
  readonly country: string
  readonly document: string
}

export const DISPUTED: readonly Disputed[] = [
  {
    territory: 'Crimea',
    from: 'RU',
    box: { south: 44.35, north: 46.25, west: 32.4, east: 36.65 },
    country: 'UA',
    document: 'A/RES/68/262 (2014), A/RES/ES-11/4 (2022)',
  },
  {
    territory: 'Sevastopol',
    from: 'RU',
    box: { south: 44.35, north: 44.9, west: 33.3, east: 33.95 },
    country: 'UA',
    document: 'A/RES/68/262 (2014)',
  },
  {
    territory: 'Donetsk, Luhansk, Kherson and Zaporizhzhia',
    from: 'RU',
    regions: [],
    names: ["Donetsk People's Republic", "Luhansk People's Republic"],
    country: 'UA',
    document: 'A/RES/ES-11/4 (2022)',
  },
  {
    territory: 'Western Sahara',
    from: 'MA',
    box: { south: 20.7, north: 27.66, west: -17.2, east: -8.67 },
    country: 'EH',
    document: 'list of Non-Self-Governing Territories; A/RES/34/37 (1979)',
  },
  {
    territory: 'West Bank and East Jerusalem',
    from: 'IL',
    regions: ['WE'],
    country: 'PS',
    document: 'S/RES/478 (1980), S/RES/2334 (2016), A/RES/67/19 (2012)',
  },
  {
    territory: 'Golan Heights',
    from: 'IL',
    box: { south: 32.68, north: 33.34, west: 35.655, east: 35.95 },
    country: 'SY',
    document: 'S/RES/497 (1981)',
  },
  {
    territory: 'Kosovo',
    from: 'XK',
    country: 'RS',
    document: 'S/RES/1244 (1999)',
  },
  {
    territory: 'South Ossetia and Abkhazia',
    from: 'RU',
    box: { south: 42.0, north: 43.6, west: 40.0, east: 42.4 },
    names: ['Sokhumi', 'Sukhumi', 'Tskhinvali', 'Gagra', 'Gudauta', 'Ochamchire', 'Gali', 'Tkvarcheli'],
    country: 'GE',
    document: 'S/RES/1808 (2008), A/RES/75/285 (2021)',
  },
  {
    territory: 'Transnistria',
    from: 'UA',
    names: ['Tiraspol', 'Bender', 'Tighina', 'Rîbniţa', 'Dubăsari'],
    country: 'MD',
    document: 'A/RES/72/282 (2018)',
  },
  {
    territory: 'Northern Cyprus',
    from: 'TR',
    box: { south: 34.9, north: 35.75, west: 32.6, east: 34.65 },
    country: 'CY',
    document: 'S/RES/541 (1983), S/RES/550 (1984)',
  },
  {
    territory: 'Nagorno-Karabakh',
    from: 'AM',
    box: { south: 39.4, north: 40.25, west: 46.4, east: 47.3 },
    country: 'AZ',
    document: 'S/RES/822, 853, 874 and 884 (1993), A/RES/62/243 (2008)',
  },
]
