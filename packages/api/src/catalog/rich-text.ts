import sanitizeHtml from 'sanitize-html'

/** What a merchant's text may contain. Everything else goes, its words stay; scripts and styles go with their words. */
const RICH: sanitizeHtml.IOptions = {
  allowedTags: [
    'p',
    'br',
    'hr',
    'h2',
    'h3',
    'h4',
    'strong',
    'b',
    'em',
    'i',
    'u',
    's',
    'sub',
    'sup',
    'blockquote',
    'code',
    'pre',
    'ul',
    'ol',
    'li',
    'a',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
    'span',
    'div',
  ],
  allowedAttributes: { a: ['href', 'title'], th: ['colspan', 'rowspan'], td: ['colspan', 'rowspan'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'iframe', 'object', 'svg', 'math', 'template'],
  nestingLimit: 40,
  transformTags: { h1: 'h2' },
}

/** Text with formatting, safe to show as it is. Done when it is written, so that no reader can forget it. */
export const sanitiseRichText = (html: string): string => sanitizeHtml(html, RICH).trim()
