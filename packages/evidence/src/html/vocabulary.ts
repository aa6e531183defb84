import type { Element } from './tree.ts'

/** What an element's tag, class, id, role and microdata say about its inside. Bits, combined with `|`. */
export const Role = {
  /** Furniture of the page: navigation, sharing, related stories, advertising, sign-up boxes. */
  furniture: 1,
  comments: 2,
  /** Caption or credit of a picture. */
  caption: 4,
  /** Byline, date, category: metadata, dropped only while it is short. */
  meta: 8,
  /** The text of the article, by the page's own markup. */
  body: 16,
  /** An article or the main part of a page: weaker than `body`. */
  article: 32,
  hidden: 64,
  figure: 128,
  quote: 256,
  list: 512,
  table: 1024,
  heading: 2048,
  preformatted: 4096,
  /** Page header: may hold the headline and the standfirst. */
  header: 8192,
  link: 16384,
} as const

const FURNITURE_TAGS = new Set(
  'nav footer aside form button select menu dialog datalist fieldset label input'.split(' '),
)
const FURNITURE_ROLES = new Set(
  'navigation contentinfo complementary search dialog menu menubar alert banner toolbar tablist'.split(' '),
)
/** Never read at all. */
export const INERT = new Set(
  'script style noscript template iframe object embed applet svg math canvas audio video map head textarea option'.split(
    ' ',
  ),
)

const set = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/))

/** Single words of class names and ids that mark furniture. */
const FURNITURE = set(
  `nav navbar navigation navi navlinks menu submenu dropdown breadcrumb breadcrumbs crumbs footer sidebar sidebars share sharing
  shares sharebar sharer sharedaddy addthis addtoany shariff social socials socialmedia sociable related relatedposts
  relatednews recommend recommended recommendations recommendation recirc recirculation promo promos promotion newsletter
  newsletters subscribe subscription signup cookie cookies consent gdpr popup modal ad ads adv advert adverts advertisement
  advertising anzeige werbung sponsor sponsored sponsors outbrain taboola tags taglist tagcloud pagination pager paginator
  pagenav login toolbar teasers popular trending mostread rating ratings printonly noprint skip masthead ticker
  authorbox authorbio bio readmore seealso readnext copyright feedback survey poll donate donation yarpp onetrust didomi usercentrics cookiebanner cmp
  jp-relatedposts jump widget widgets banner bottombar topbar linkbox infobox disclaimer imprint upsell
  metabox saboxplugin appstores factbox utility utilities tools actions buttons services follow hashtags keywords
  verwandte zumthema mehrzumthema weiterlesen newsticker merkliste drucken lesermeinung autoreninfo`,
)
/** Words that mark furniture only with a neighbour, as pairs joined by a hyphen. */
const FURNITURE_PAIRS = set(
  `more-from more-on more-stories more-news more-articles also-read read-more read-also read-next see-also you-may
  up-next next-post prev-post previous-post post-nav post-navigation nav-links most-read most-popular most-viewed
  author-bio author-box author-info author-description about-author about-the post-tags post-tag entry-tags entry-footer
  article-footer post-footer article-tags article-links related-posts site-header site-footer page-footer page-header-nav
  tag-list tag-links link-list links-list article-related top-stories latest-news latest-posts site-info
  skip-link jump-link back-to sign-up print-only no-print screen-reader sr-only visually-hidden post-meta-bottom
  cat-links post-categories entry-utility post-ratings entry-utility wp-block-latest`,
)
const COMMENTS = set(
  'comment comments commentlist commentarea commenting respond disqus livefyre discussion kommentar kommentare leserkommentare comentarios commentaires comentario reply replies pinglist trackbacks pingback',
)
const CAPTION = set(
  'caption captions figcaption wp-caption imagecaption photocaption bildunterschrift legende credit credits photocredit imagecredit bildquelle bildtext',
)
const CAPTION_PAIRS = set(
  'caption-text image-caption photo-caption media-caption img-caption picture-caption image-credit photo-credit img-credit image-source photo-source image-copyright photo-copyright picture-credit img-description image-title image-text img-text img-title img-desc image-desc photo-title photo-desc photo-text picture-text foto-text bild-text bild-info image-info image-box to-image image-legend photo-legend image-description photo-description image-info media-description',
)
const META = set(
  'byline author authors dateline date datetime time timestamp published posted pubdate category categories meta postmeta metadata entrymeta kicker dachzeile readtime readingtime location credits source',
)
const META_PAIRS = set(
  'entry-meta post-meta article-meta post-date article-date post-info article-info post-author posted-on reading-time read-time publish-date entry-date post-details story-meta',
)
const BODY = set(
  'articlebody articlecontent articletext entrycontent postcontent postbody storybody storycontent bodytext fulltext artikeltext articlestory newstext hentry-content',
)
const BODY_PAIRS = set(
  `article-body article-content article-text article-main entry-content post-content post-body post-text post-entry
  post-full story-body story-content story-text news-content news-text news-body body-text body-content body-copy
  content-body content-article content-text content-main main-content full-text text-content single-content
  page-content blog-content blog-post-content rich-text cms-content artikel-text artikel-content article-copy article-entry
  field-body node-body td-post article-paragraphs article-inner content-inner`,
)

/** An element that carries an article's topics as class names (WordPress does): they say nothing about the role. */
const TOPICAL = /(?:^|\s)(?:hentry|status-publish|type-post|post-\d{1,9})(?:\s|$)/

const cache = new Map<string, number>()
const CACHED = 20_000

/** Role bits of one element by itself; what its ancestors say is added by the reader. */
export function rolesOf(e: Element): number {
  const a = e.attributes
  let bits = tagBits(e.tag)
  const role = a['role']
  if (role !== undefined && FURNITURE_ROLES.has(role)) bits |= Role.furniture
  if (role === 'main' || role === 'article') bits |= Role.article
  if (a['itemprop'] !== undefined && /articlebody|(?:^|\s)text(?:$|\s)/i.test(a['itemprop'])) bits |= Role.body
  if (isHidden(a)) bits |= Role.hidden
  return bits | namedRoles(e, bits)
}

function namedRoles(e: Element, bits: number): number {
  const a = e.attributes
  // Headings carry their own words as ids (`id="nav_the_new_road"`).
  const id = bits & Role.heading || e.tag === 'p' ? undefined : a['id']
  const names = a['class'] === undefined ? (id ?? '') : id === undefined ? a['class'] : `${a['class']} ${id}`
  const named = nameBits(names)
  // Class names of the page as a whole and of an article (topics, templates) say nothing about the role of the text.
  if (e.tag === 'html' || e.tag === 'body' || e.tag === 'article' || e.tag === 'main') return named & Role.body
  // Where names contradict each other, the mark of the article's text wins.
  return named & Role.body ? named & ~(Role.furniture | Role.caption) : named
}

function tagBits(tag: string): number {
  if (FURNITURE_TAGS.has(tag)) return Role.furniture
  switch (tag) {
    case 'article':
    case 'main':
      return Role.article
    case 'figure':
      return Role.figure
    case 'figcaption':
    case 'caption':
      return Role.caption
    case 'blockquote':
      return Role.quote
    case 'ul':
    case 'ol':
    case 'dl':
      return Role.list
    case 'table':
      return Role.table
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return Role.heading
    case 'pre':
      return Role.preformatted
    case 'header':
      return Role.header
    case 'a':
      return Role.link
    default:
      return 0
  }
}

function isHidden(a: Readonly<Record<string, string>>): boolean {
  if (a['hidden'] !== undefined) return a['hidden'] !== 'until-found'
  const style = a['style']
  return (
    style !== undefined &&
    /(?:^|[;\s])(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)/i.test(style.slice(0, 500))
  )
}

function nameBits(names: string): number {
  if (names === '') return 0
  const known = cache.get(names)
  if (known !== undefined) return known
  let bits = 0
  for (const name of names.slice(0, 1000).split(/\s+/).slice(0, 40)) bits |= oneName(name)
  if (TOPICAL.test(names)) bits &= Role.body
  if (cache.size >= CACHED) cache.clear()
  cache.set(names, bits)
  return bits
}

function oneName(name: string): number {
  const words = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((w) => w !== '')
  let bits = 0
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (FURNITURE.has(word)) bits |= Role.furniture
    if (COMMENTS.has(word)) bits |= Role.comments
    if (CAPTION.has(word)) bits |= Role.caption
    if (META.has(word)) bits |= Role.meta
    if (BODY.has(word)) bits |= Role.body
    if (i + 1 < words.length) bits |= pairBits(`${word}-${words[i + 1]}`)
  }
  return bits
}

function pairBits(pair: string): number {
  let bits = 0
  if (FURNITURE_PAIRS.has(pair)) bits |= Role.furniture
  if (CAPTION_PAIRS.has(pair)) bits |= Role.caption
  if (META_PAIRS.has(pair)) bits |= Role.meta
  if (BODY_PAIRS.has(pair)) bits |= Role.body
  return bits
}
