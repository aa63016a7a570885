import { deserialize } from '$app/forms'

export type UploadAnswer = { ok: true } | { ok: false; reason: string | null }

/** Sends one picture to the page's upload action and tells how much of it has gone; fetch cannot tell that. */
export function uploadFile(action: string, file: File, onprogress: (share: number) => void): Promise<UploadAnswer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const body = new FormData()
    body.append('pictures', file)
    request.open('POST', action)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('x-sveltekit-action', 'true')
    request.upload.addEventListener('progress', ({ loaded, total }) => onprogress(total > 0 ? loaded / total : 0))
    request.addEventListener('error', () => resolve({ ok: false, reason: null }))
    request.addEventListener('load', () => resolve(answerOf(request.responseText)))
    request.send(body)
  })
}

function answerOf(text: string): UploadAnswer {
  try {
    const result = deserialize(text)
    if (result.type === 'success') return { ok: true }
    return { ok: false, reason: result.type === 'failure' ? String(result.data?.message) : null }
  } catch {
    return { ok: false, reason: null }
  }
}
