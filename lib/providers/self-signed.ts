import { createHash, generateKeyPairSync, sign } from 'node:crypto'

/** DER (ITU-T X.690): a tag, the length, the content. */
const der = (tag: number, ...content: (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(
    content.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part)),
  )
  const { length: n } = body
  const length = n < 128 ? [n] : n < 256 ? [0x81, n] : [0x82, n >> 8, n & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}
const sequence = (...content: (Buffer | string)[]) => der(0x30, ...content)
const oid = (hex: string) => der(0x06, hex)
const time = (date: Date) =>
  der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`))

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))

/**
 * A key and a certificate (RFC 5280) for one DNS name, signed by itself and valid from yesterday for the given days,
 * so that tests can serve https without a key in the repository and without any tool. Negative days: expired.
 */
export const selfSigned = (host: string, days = 2): { key: string; cert: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(host)))))
  const day = 24 * 60 * 60 * 1000
  const start = Date.now() - 30 * day
  const validity = sequence(time(new Date(start)), time(new Date(Date.now() + days * day)))
  const serial = der(0x02, '01', createHash('sha256').update(spki).digest().subarray(0, 8))
  const alternativeName = sequence(oid('551d11'), der(0x04, sequence(der(0x82, Buffer.from(host)))))
  const certificateAuthority = sequence(oid('551d13'), der(0x04, sequence(der(0x01, 'ff'))))
  const body = sequence(
    der(0xa0, der(0x02, '02')),
    serial,
    ecdsaWithSha256,
    name,
    validity,
    name,
    spki,
    der(0xa3, sequence(alternativeName, certificateAuthority)),
  )
  const signature = der(0x03, '00', sign('sha256', body, privateKey))
  const lines = sequence(body, ecdsaWithSha256, signature)
    .toString('base64')
    .match(/.{1,64}/g)
    ?.join('\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  }
}
