/** Small drawings of 16 by 16 units for the kinds of sources; drawn once in a page and used by name. */
const SHAPES = {
  person: '<circle cx="8" cy="5" r="2.8"/><path d="M2.8 14c.4-3.2 2.4-4.8 5.2-4.8s4.800 1.600 5.200 4.800z"/>',
  organisation:
    '<path d="M2 6.200 8 2.500l6 3.700v1H2zM3.200 8.200h1.800v4H3.200zM7.100 8.200h1.800v4H7.100zM11 8.200h1.800v4H11zM2 13h12v1.300H2z"/>',
  group:
    '<circle cx="5.500" cy="5.800" r="2.200"/><circle cx="11" cy="6.200" r="1.900"/><path d="M1.500 13.500c.2-2.800 1.700-4.300 4-4.300s3.800 1.500 4 4.300zM10.300 13.500c0-1.700-.4-3-1.200-4 .5-.4 1.100-.6 1.900-.6 2 0 3.300 1.500 3.500 4.600z"/>',
  media:
    '<path d="M2 3h9.500v10H3.500A1.500 1.500 0 0 1 2 11.500zM12.500 5.500H14v6a1.500 1.500 0 0 1-1.500 1.500zM3.800 5v2.600h5.900V5zM3.800 8.800v.9h5.900v-.9zM3.800 10.700v.9h5.900v-.9z" fill-rule="evenodd"/>',
  document:
    '<path d="M3.500 1.800h6l3 3v9.400h-9zM5.300 7v1h5.400V7zM5.300 9.200v1h5.400v-1zM5.300 11.400v1h3.600v-1z" fill-rule="evenodd"/>',
  imagery:
    '<path d="M1.800 3h12.400v10H1.800zM3 11.700h10L9.800 7.500l-2.400 3-1.500-1.700zM5 5a1.200 1.200 0 1 0 .01 0z" fill-rule="evenodd"/>',
  unstated:
    '<path d="M8 1.800a6.200 6.200 0 1 0 .01 0zM7.300 11h1.400v1.400H7.300zM5.700 6.200C5.800 4.800 6.700 4 8.100 4c1.400 0 2.300.8 2.300 2 0 .9-.5 1.400-1.100 1.900-.5.4-.7.700-.7 1.300v.6H7.400v-.8c0-.8.3-1.300 1-1.800.5-.4.7-.7.7-1.100 0-.5-.4-.9-1-.9-.7 0-1.100.4-1.200 1z" fill-rule="evenodd"/>',
} as const

/** The definitions, hidden, to be put once into a page. */
export const ICONS = `<svg class="defs" aria-hidden="true" focusable="false">${Object.entries(SHAPES)
  .map(([name, shape]) => `<symbol id="i-${name}" viewBox="0 0 16 16">${shape}</symbol>`)
  .join('')}</svg>`

export const icon = (name: keyof typeof SHAPES): string =>
  `<svg class="i" aria-hidden="true" focusable="false"><use href="#i-${name}"/></svg>`
