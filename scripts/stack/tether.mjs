// Loaded into every service before its own code: a service whose starter was killed ends too, instead of holding its port.
const starter = process.ppid
setInterval(() => {
  if (process.ppid === starter) return
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 3_000)
  process.kill(process.pid, 'SIGTERM')
}, 300).unref()
