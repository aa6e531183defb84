/**
 * Countries and territories: ISO 3166-1 alpha-2, the point on the map by which gazetteers and almanacs give the country's
 * position (degrees, rounded; common knowledge, as in the World Factbook), the name as in `packages/nlp/src/mentions/tables/countries.ts`, whose
 * other names and nationality words are taken too, then further names (`/`), further adjectives (`/`).
 */
const ROWS = `
AD|42.55|1.58|Andorra
AE|24|54|United Arab Emirates
AF|33|66|Afghanistan|Islamic Republic of Afghanistan/Islamic Emirate of Afghanistan
AG|17.05|-61.8|Antigua and Barbuda|Antigua|Antiguan
AI|18.22|-63.05|Anguilla||Anguillan
AL|41|20|Albania|Republic of Albania
AM|40.25|45|Armenia|Republic of Armenia
AO|-12.5|18.5|Angola
AR|-34|-64|Argentina|Argentine Republic
AS|-14.32|-170.74|American Samoa
AT|47.33|13.33|Austria|Republic of Austria
AU|-25|135|Australia|Commonwealth of Australia
AW|12.5|-69.97|Aruba||Aruban
AZ|40.5|47.5|Azerbaijan|Republic of Azerbaijan
BA|44.25|17.83|Bosnia|Bosnia-Hercegovina
BB|13.17|-59.53|Barbados
BD|24|90|Bangladesh
BE|50.75|4.5|Belgium|Kingdom of Belgium
BF|12.5|-1.67|Burkina Faso|Burkina/Upper Volta
BG|42.67|25.25|Bulgaria|Republic of Bulgaria
BH|26.03|50.5|Bahrain|Kingdom of Bahrain
BI|-3.5|30|Burundi
BJ|9.5|2.25|Benin|Dahomey
BM|32.33|-64.75|Bermuda||Bermudian
BN|4.5|114.67|Brunei|Brunei Darussalam
BO|-17|-65|Bolivia
BR|-10|-55|Brazil|Brasil
BS|24|-76|Bahamas|The Bahamas
BT|27.5|90.5|Bhutan
BW|-22|24|Botswana
BY|53|28|Belarus|Republic of Belarus/Belorussia/Byelorussia
BZ|17.25|-88.75|Belize|British Honduras
CA|60.11|-113.64|Canada
CD|-2.5|23.5|Congo|Democratic Republic of Congo/DR Congo/DRC/Congo-Kinshasa
CF|7|21|Central African Republic|CAR
CG|-1|15.5|Republic of the Congo|Congo-Brazzaville/Congo Republic/Republic of Congo
CH|47|8|Switzerland|Swiss Confederation
CI|8|-5.5|Ivory Coast|Côte d'Ivoire
CK|-21.23|-159.78|Cook Islands
CL|-33|-71|Chile|Republic of Chile
CM|6|12.5|Cameroon
CN|35|105|China|People's Republic of China/Mainland China/Red China
CO|4|-73.25|Colombia|Republic of Colombia
CR|10|-84|Costa Rica
CU|22|-79.5|Cuba
CV|16|-24|Cape Verde|Cabo Verde
CW|12.17|-69|Curacao|Curaçao
CY|35|33|Cyprus|Republic of Cyprus
CZ|49.75|15|Czech Republic
DE|51.5|10.5|Germany|Federal Republic of Germany/Deutschland
DJ|11.83|42.5|Djibouti
DK|56|10|Denmark|Kingdom of Denmark
DM|15.5|-61.33|Dominica
DO|19|-70.67|Dominican Republic
DZ|28|3|Algeria
EC|-1.25|-78.25|Ecuador
EE|59|26|Estonia|Republic of Estonia
EG|27|30|Egypt|Arab Republic of Egypt
EH|24.5|-13|Western Sahara||Sahrawi/Saharawi
ER|15|39|Eritrea
ES|40|-4|Spain|Kingdom of Spain/España
ET|8|38|Ethiopia|Abyssinia
FI|64|26|Finland|Republic of Finland
FJ|-18|178|Fiji
FK|-51.75|-59.17|Falkland Islands|Falklands/Malvinas/Falkland Islands (Malvinas)
FM|6.92|158.18|Micronesia|Federated States of Micronesia|Micronesian
FO|62|-7|Faroe Islands|Faroes/Faeroe Islands|Faroese
FR|46|2|France|French Republic
GA|-1|11.75|Gabon
GB|54.76|-2.7|United Kingdom|United Kingdom of Great Britain and Northern Ireland/GB
GD|12.12|-61.67|Grenada
GE|42|43.5|Georgia|Republic of Georgia
GF|4|-53|French Guiana
GG|49.58|-2.33|Guernsey
GH|8|-2|Ghana
GI|36.14|-5.35|Gibraltar||Gibraltarian
GL|72|-40|Greenland
GM|13.5|-15.5|Gambia|The Gambia
GN|10.83|-10.67|Guinea
GP|16.25|-61.58|Guadeloupe
GQ|1.7|10.33|Equatorial Guinea
GR|39|22|Greece|Hellenic Republic
GT|15.5|-90.25|Guatemala
GU|13.48|144.82|Guam||Guamanian
GW|12|-15|Guinea-Bissau
GY|5|-59|Guyana|British Guiana
HK|22.25|114.17|Hong Kong|HKSAR
HN|15|-86.5|Honduras
HR|45.17|15.5|Croatia|Republic of Croatia
HT|19|-72.42|Haiti
HU|47|20|Hungary|Republic of Hungary
ID|-5|120|Indonesia|Republic of Indonesia/Dutch East Indies
IE|53|-8|Ireland|Eire/Irish Republic
IL|31.5|34.75|Israel|State of Israel
IM|54.25|-4.5|Isle of Man||Manx
IN|22|79|India|Republic of India/Bharat
IQ|33|44|Iraq|Republic of Iraq
IR|32|53|Iran|Islamic Republic of Iran/Islamic Republic/Persia
IS|65|-18|Iceland|Republic of Iceland
IT|42.83|12.83|Italy|Italian Republic
JE|49.22|-2.13|Jersey
JM|18.17|-77.25|Jamaica
JO|31|36|Jordan|Hashemite Kingdom of Jordan
JP|35.69|139.75|Japan
KE|1|38|Kenya|Republic of Kenya
KG|41.5|75|Kyrgyzstan|Kyrgyz Republic/Kirghizia
KH|13|105|Cambodia|Kampuchea
KI|1.42|173|Kiribati||I-Kiribati
KM|-12.17|44.25|Comoros
KN|17.33|-62.75|Saint Kitts and Nevis|St. Kitts/St Kitts and Nevis|Kittitian
KP|40|127|North Korea|Democratic People's Republic of Korea/D.P.R.K./N. Korea
KR|36.5|127.75|South Korea|ROK/S. Korea|Korean
KW|29.5|47.75|Kuwait|State of Kuwait
KY|19.5|-80.67|Cayman Islands|Caymans|Caymanian
KZ|48|68|Kazakhstan|Republic of Kazakhstan
LA|18|105|Laos|Lao People's Democratic Republic|Lao
LB|33.83|35.83|Lebanon
LC|13.88|-60.97|Saint Lucia|St. Lucia|Saint Lucian
LI|47.17|9.53|Liechtenstein
LK|7.75|80.75|Sri Lanka|Ceylon|Ceylonese
LR|6.5|-9.5|Liberia
LS|-29.5|28.25|Lesotho|Basutoland
LT|56|24|Lithuania|Republic of Lithuania
LU|49.75|6.17|Luxembourg|Grand Duchy of Luxembourg
LV|57|25|Latvia|Republic of Latvia
LY|28|17|Libya
MA|32|-5|Morocco|Kingdom of Morocco
MC|43.73|7.42|Monaco
MD|47.25|28.58|Moldova|Republic of Moldova/Moldavia|Moldavian
ME|42.75|19.25|Montenegro
MG|-20|47|Madagascar
MH|7.11|171.24|Marshall Islands||Marshallese
MK|41.67|21.75|Macedonia|Republic of North Macedonia/FYROM|North Macedonian
ML|18|-2|Mali
MM|21|96|Myanmar|Union of Myanmar
MN|46|105|Mongolia|Outer Mongolia
MO|22.17|113.55|Macau|Macao/Macao SAR|Macanese
MP|15.2|145.75|Northern Mariana Islands
MQ|14.67|-61|Martinique
MR|20.25|-10.5|Mauritania
MS|16.75|-62.2|Montserrat
MT|35.92|14.43|Malta|Republic of Malta
MU|-20.3|57.58|Mauritius
MV|3.2|73|Maldives
MW|-13.5|34|Malawi|Nyasaland
MX|23|-102|Mexico|United Mexican States
MY|2.5|112.5|Malaysia|Malaya
MZ|-18.25|35|Mozambique
NA|-22|17|Namibia|South West Africa
NC|-21.5|165.5|New Caledonia
NE|18|9|Niger
NG|10|8|Nigeria|Federal Republic of Nigeria
NI|13|-85|Nicaragua
NL|52.25|5.75|Netherlands|Kingdom of the Netherlands/The Netherlands
NO|62|10|Norway|Kingdom of Norway
NP|28|84|Nepal
NR|-0.52|166.93|Nauru
NU|-19.03|-169.87|Niue
NZ|-42|174|New Zealand|Aotearoa|New Zealand
OM|21|57|Oman|Sultanate of Oman
PA|9|-80|Panama
PE|-10|-75.25|Peru
PF|-15|-140|French Polynesia
PG|-6|147|Papua New Guinea|PNG|Papua New Guinean
PH|13|122|Philippines|Republic of the Philippines/The Philippines
PK|30|70|Pakistan|Islamic Republic of Pakistan
PL|52|20|Poland|Republic of Poland
PM|46.83|-56.33|Saint Pierre and Miquelon
PR|18.25|-66.5|Puerto Rico
PS|31.92|35.2|Palestine|State of Palestine/Palestinian territories/Occupied Palestinian Territory/Palestinian Territory
PT|39.5|-8|Portugal|Portuguese Republic
PW|7.5|134.57|Palau|Republic of Palau|Palauan
PY|-23|-58|Paraguay
QA|25.5|51.25|Qatar|State of Qatar
RE|-21.1|55.6|Reunion|Réunion
RO|46|25|Romania|Rumania
RS|44.82|20.46|Serbia|Republic of Serbia
RU|60|100|Russia|Russian Federation
RW|-2|30|Rwanda|Republic of Rwanda
SA|25|45|Saudi Arabia|Kingdom of Saudi Arabia
SB|-8|159|Solomon Islands|Solomons
SC|-4.58|55.67|Seychelles
SD|16|30|Sudan|Republic of the Sudan
SE|62|15|Sweden|Kingdom of Sweden
SG|1.37|103.8|Singapore|Republic of Singapore
SI|46.08|15|Slovenia|Republic of Slovenia
SK|48.67|19.5|Slovakia|Slovak Republic
SL|8.5|-11.5|Sierra Leone
SM|43.93|12.42|San Marino
SN|14.5|-14.25|Senegal
SO|6|48|Somalia|Federal Republic of Somalia
SR|4|-56|Suriname|Surinam
SS|7.5|30|South Sudan|Republic of South Sudan
ST|1|7|Sao Tome and Principe|São Tomé and Príncipe|Sao Tomean
SV|13.83|-88.92|El Salvador
SX|18.04|-63.07|Sint Maarten
SY|35|38|Syria
SZ|-26.5|31.5|Eswatini|Kingdom of Eswatini
TC|21.73|-71.58|Turks and Caicos Islands|Turks and Caicos
TD|15|19|Chad
TG|8|1.17|Togo
TH|15.5|101|Thailand|Kingdom of Thailand/Siam
TJ|39|71|Tajikistan
TL|-8.83|125.75|East Timor
TM|40|60|Turkmenistan
TN|34|9|Tunisia
TO|-20|-175|Tonga
TR|39|35|Turkey|Türkiye/Republic of Turkey/Republic of Türkiye
TT|11|-61|Trinidad and Tobago
TV|-8.52|179.2|Tuvalu||Tuvaluan
TW|24|121|Taiwan|Taiwan, Province of China/Republic of China/Formosa
TZ|-6|35|Tanzania|United Republic of Tanzania
UA|49|32|Ukraine
UG|1.25|32.5|Uganda
US|39.76|-98.5|United States|the States/the US
UY|-33|-56|Uruguay
UZ|41.71|63.85|Uzbekistan|Republic of Uzbekistan
VA|41.9|12.45|Vatican|Vatican City State
VC|13.08|-61.2|Saint Vincent and the Grenadines|St. Vincent and the Grenadines|Vincentian
VE|8|-66|Venezuela|Bolivarian Republic of Venezuela
VG|18.5|-64.5|British Virgin Islands|BVI
VI|18.34|-64.9|US Virgin Islands|U.S. Virgin Islands/United States Virgin Islands/Virgin Islands
VN|16.17|107.83|Vietnam|Viet Nam/Socialist Republic of Vietnam/South Vietnam/North Vietnam
VU|-16|167|Vanuatu
WF|-13.3|-176.2|Wallis and Futuna
WS|-13.8|-172.18|Samoa|Western Samoa
YE|15.5|47.5|Yemen|Republic of Yemen
YT|-12.83|45.17|Mayotte
ZA|-29|24|South Africa|Republic of South Africa/RSA
ZM|-14.33|28.5|Zambia|Northern Rhodesia
ZW|-19|29.75|Zimbabwe|Republic of Zimbabwe/Rhodesia
`

export interface CountryRow {
  readonly code: string
  readonly lat: number
  readonly lon: number
  readonly name: string
  readonly names: readonly string[]
  readonly adjectives: readonly string[]
}

const list = (field: string | undefined): string[] => (field ? field.split('/') : [])

export const COUNTRY_ROWS: readonly CountryRow[] = ROWS.trim()
  .split('\n')
  .map((line) => {
    const [code, lat, lon, name, names, adjectives] = line.split('|')
    return {
      code: code!,
      lat: Number(lat),
      lon: Number(lon),
      name: name!,
      names: list(names),
      adjectives: list(adjectives),
    }
  })

/** Names that the mentions' table counts under a country, and that are parts of one, or of another, on the map. */
export const NOT_THE_COUNTRY = new Set([
  'England',
  'Scotland',
  'Wales',
  'Northern Ireland',
  'English',
  'Scottish',
  'Welsh',
  'Scot',
  'Englishman',
  'Republic of Congo',
])
