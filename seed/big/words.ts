/** The words from which names are put together. Enough of them that a page of the list does not read like a printout. */
export const SERIES = (
  'Alder Anker Arlo Aspen Atlas Basalt Birk Boheme Brise Calla Cedar Cinder Cobalt Dahl Delta Dune Elba Ember Fjell Flint ' +
  'Forma Garda Gale Granit Grove Hagen Halo Harbor Hedda Heron Ilse Inlet Isar Juno Kanto Kelp Kiso Lago Larch Linden Loden ' +
  'Luma Lykke Mara Marsh Mira Moss Nadir Nora Nordic Oda Olea Onda Orla Otto Pavo Pine Plume Porto Quarz Raven Reed Rhea ' +
  'Rill Rune Sable Sand Senja Slate Solis Stilla Strand Tarn Tern Tide Torre Ula Umbra Vale Vega Vik Wren Yarrow Zenit'
).split(' ')

export const FINISHES =
  'matt ribbed tall small wide slim round classic everyday studio travel light heavy soft fine plain large double low deep'.split(
    ' ',
  )

export const MAKERS = (
  'Nordlicht|Atelier Brandt|Kestrel & Co|Hafenwerk|Maison Lune|Sora Works|Tannhaus|Oster Design|Fabrik 9|Lund & Vik|' +
  'Casa Verano|Bruno Keller|Minato|Elbstoff|Granada Glass|Pfau|Riverside Made|Hokkai|Stein & Sohn|Trelleborg|Vantaa|' +
  'Waldkind|Yoshida|Zirkel'
).split('|')

export const TAGS = (
  'new bestseller gift sale handmade recycled organic limited outdoor indoor office kids travel winter summer basics ' +
  'premium refill set spare'
).split(' ')

export const COLOURS = 'Sand Ink Moss Chalk Rust Slate Amber Night Clay Bone'.split(' ')
export const SIZES = 'XXS XS S M L XL XXL 3XL 4XL 5XL'.split(' ')
export const MATERIALS = 'Cotton Linen Wool'.split(' ')

export const FIRST_NAMES = (
  'Lena Tobias Ines Haruki Mina Oskar Paula Ken Amira Jonas Greta Yusuf Clara Emil Sofia Noah Hanna Leon Marta Felix Zeynep ' +
  'Ida Anton Nele Omar Julia Ruben Lea Maja Tom Selma Karl Freya Mehmet Anna Theo Layla Nils Rosa Jan Elin Samir Vera Hugo ' +
  'Katrin Milan Petra Ravi Stella Uwe Wei Xenia'
).split(' ')

export const LAST_NAMES = (
  'Falk Kern Moreau Sano Arai Lind Reuter Ishii Haddad Becker Vogt Demir Sommer Brandt Rossi Weber Nowak Fischer Silva Roth ' +
  'Yilmaz Berg Keller Jansen Aydin Kaiser Meyer Lorenz Ziegler Winter Peters Krause Ahmadi Schuster Nilsen Kaya Hoffmann Simon ' +
  'Amari Franke Busch Ernst Larsen Aziz Wolf Huber Hansen Farah Seidel Graf Novak Patel Vidal Stark Chen Popov'
).split(' ')

export const STREETS = (
  'Lindenweg|Hauptstrasse|Gartenstrasse|Am Markt|Bahnhofstrasse|Schulweg|Kirchgasse|Bergstrasse|Rosenweg|Hafenallee|' +
  'Feldstrasse|Mühlenweg|Eichendorffplatz|Seestrasse|Wiesengrund|Nordring|Talweg|Parkallee'
).split('|')

export const CITIES: [city: string, postalCode: string][] = [
  ['Berlin', '10'],
  ['Hamburg', '20'],
  ['München', '80'],
  ['Köln', '50'],
  ['Frankfurt am Main', '60'],
  ['Stuttgart', '70'],
  ['Düsseldorf', '40'],
  ['Leipzig', '04'],
  ['Bremen', '28'],
  ['Dresden', '01'],
  ['Hannover', '30'],
  ['Nürnberg', '90'],
  ['Freiburg', '79'],
  ['Kiel', '24'],
  ['Mainz', '55'],
  ['Rostock', '18'],
]
