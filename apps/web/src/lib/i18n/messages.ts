/** Every word of the back office, from messages/<language>/<module>.json; a message that is not used stays out of the page. */
export { m } from '#lib/i18n/generated/messages.js'
