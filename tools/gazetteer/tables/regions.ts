/**
 * How newspapers shorten the names of states and provinces, and what their people are called: code in GeoNames
 * (`COUNTRY.CODE`), short forms (`/`), adjectives (`/`), and a point where the middle of its towns is a poor one. Common knowledge.
 */
const ROWS = `
US.AL|Ala.|Alabaman/Alabamian
US.AK|Alaska|Alaskan|64|-150
US.AZ|Ariz.|Arizonan
US.AR|Ark.|Arkansan
US.CA|Calif./Cal.|Californian
US.CO|Colo.|Coloradan
US.CT|Conn.|
US.DE|Del.|Delawarean
US.FL|Fla.|Floridian
US.GA|Ga.|
US.HI|Hawaii|Hawaiian|20.79|-156.39
US.ID|Idaho|Idahoan
US.IL|Ill.|Illinoisan
US.IN|Ind.|Hoosier
US.IA|Iowa|Iowan
US.KS|Kan./Kans.|Kansan
US.KY|Ky.|Kentuckian
US.LA|La.|Louisianan
US.ME|Maine|
US.MD|Md.|Marylander
US.MA|Mass.|
US.MI|Mich.|Michigander
US.MN|Minn.|Minnesotan
US.MS|Miss.|Mississippian
US.MO|Mo.|Missourian
US.MT|Mont.|Montanan
US.NE|Neb./Nebr.|Nebraskan
US.NV|Nev.|Nevadan
US.NH|N.H.|
US.NJ|N.J.|
US.NM|N.M./N. Mex.|New Mexican
US.NY|N.Y./New York State/State of New York|
US.NC|N.C.|North Carolinian
US.ND|N.D./N. Dak.|North Dakotan
US.OH|Ohio|Ohioan
US.OK|Okla.|Oklahoman
US.OR|Ore./Oreg.|Oregonian
US.PA|Pa./Penn.|Pennsylvanian
US.RI|R.I.|Rhode Islander
US.SC|S.C.|South Carolinian
US.SD|S.D./S. Dak.|South Dakotan
US.TN|Tenn.|Tennessean
US.TX|Tex.|Texan
US.UT|Utah|Utahn
US.VT|Vt.|Vermonter
US.VA|Va.|Virginian
US.WA|Wash./Washington State/State of Washington|Washingtonian
US.WV|W.Va./W. Va.|West Virginian
US.WI|Wis./Wisc.|Wisconsinite
US.WY|Wyo.|
US.DC|District of Columbia|
CA.08|Ont.|
CA.10|Que./Québec|
CA.02|B.C.|
CA.01|Alta.|
CA.03|Man.|
CA.11|Sask.|
CA.07|N.S.|
CA.04|N.B.|
CA.05|Nfld./N.L.|
CA.09|P.E.I./PEI|
AU.02|NSW/N.S.W.|
AU.04|Qld/Queensland|Queenslander
AU.07|Vic/Victoria|Victorian
AU.08|WA/Western Australia|Western Australian
AU.05|South Australia|South Australian
AU.06|Tas|
AU.03|NT/Northern Territory|
AU.01|ACT/Australian Capital Territory|
IN.36|UP/U.P.|
IN.25|TN/Tamil Nadu|Tamil
IN.28|WB/West Bengal|
IN.12|Jammu and Kashmir/J&K|
IN.23|Punjab|Punjabi
PK.04|Punjab|
PK.03|KP/Khyber Pakhtunkhwa/KPK/North-West Frontier Province|
`

export interface RegionForms {
  readonly short: readonly string[]
  readonly adjectives: readonly string[]
  readonly point: { readonly lat: number; readonly lon: number } | null
}

export const REGION_FORMS: ReadonlyMap<string, RegionForms> = new Map(
  ROWS.trim()
    .split('\n')
    .map((line) => {
      const [code, short, adjectives, lat, lon] = line.split('|')
      const point = lat && lon ? { lat: Number(lat), lon: Number(lon) } : null
      return [
        code!,
        { short: short ? short.split('/') : [], adjectives: adjectives ? adjectives.split('/') : [], point },
      ]
    }),
)
