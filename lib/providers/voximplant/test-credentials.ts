import { generateKeyPairSync } from 'node:crypto'

/** A service account with a key of its own, as the control panel's file has it. Making a key takes a while. */
export const makeCredentials = () => ({
  account_email: 'ops@longwave.example',
  account_id: 7_654_321,
  key_id: '5d0f6b6e-2f6a-4b43-9d3c-2f1d7c9f2c11',
  private_key: generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
})
