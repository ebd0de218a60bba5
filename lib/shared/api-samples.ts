/** One request as an integrator would make it. */
export type SampleRequest = {
  url: string
  key: string
  method: string
  body?: unknown
}

export const sampleLanguages = ['curl', 'TypeScript', 'Python'] as const
export type SampleLanguage = (typeof sampleLanguages)[number]

/** The request in one language, complete: it runs as it stands, with nothing to install. A test runs every one. */
export const sampleIn = (language: SampleLanguage, request: SampleRequest): string =>
  writers[language](request)

const writers: Record<SampleLanguage, (request: SampleRequest) => string> = {
  curl: ({ url, key, method, body }) =>
    [
      `curl ${method === 'GET' ? '' : `-X ${method} `}'${url}'`,
      `-H 'x-api-key: ${key}'`,
      ...(body === undefined
        ? []
        : [`-H 'content-type: application/json'`, `-d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`]),
    ].join(' \\\n  '),

  TypeScript: ({ url, key, method, body }) => `const response = await fetch('${url}', {
${method === 'GET' ? '' : `  method: '${method}',\n`}  headers: { 'x-api-key': '${key}'${body === undefined ? '' : ", 'content-type': 'application/json'"} },
${body === undefined ? '' : `  body: JSON.stringify(${indent(JSON.stringify(body, null, 2), '  ')}),\n`}})
const answer = await response.json()
if (!response.ok) throw new Error(\`\${answer.code}: \${answer.error}\`)
console.log(answer)`,

  Python: ({ url, key, method, body }) => `import json, urllib.request

request = urllib.request.Request(
    "${url}",
    method="${method}",
    headers={"x-api-key": "${key}"${body === undefined ? '' : ', "content-type": "application/json"'}},
${body === undefined ? '' : `    data=json.dumps(${python(body)}).encode(),\n`})
with urllib.request.urlopen(request) as response:
    print(json.load(response))`,
}

const indent = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`)

/** A value of JSON as Python writes it. */
function python(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([name, inner]) => `${JSON.stringify(name)}: ${python(inner)}`)
      .join(', ')}}`
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return value === null ? 'None' : JSON.stringify(value)
}
