/** The product cannot start or go on; the message is a whole sentence for a person, so no stack trace is shown with it. */
export class StartRefused extends Error {
  override name = 'StartRefused'
}
