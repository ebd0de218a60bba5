import type pg from 'pg'

/** Fills the other rooms of an installation: people, senders, contacts, templates, replies, balances. */
export async function fillRooms(client: pg.Client, accountId: number): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `insert into app_user (email, name, role, password_hash) values
       ('wanjiku@example.com', 'Wanjiku Mwangi', 'operator', '-'), ('somchai@example.com', 'Somchai Dee', 'operator', '-')
     on conflict (email) do update set name = excluded.name returning id`,
  )
  const people = rows.map(({ id }) => id)
  await client.query(
    `insert into sender (account_id, value, status, purpose, requested_by) values
       ($1, 'SawasdeeShop', 'approved', 'Offers and deliveries of the shops in Thailand', $2),
       ($1, 'ShuleYetu', 'pending', 'Fees and dates of the school, to parents who gave their number', $2)
     on conflict do nothing`,
    [accountId, people[0]],
  )
  await client.query(
    `insert into balance_reading (account_id, at, value, unit)
     select $1, now() - d * interval '6 hours', 184000 + d * 1650, 'credits' from generate_series(0, 40) d`,
    [accountId],
  )
  await fillContacts(client)
  await fillTexts(client, people[0] as number)
  await fillInbox(client, accountId)
  return people
}

async function fillContacts(client: pg.Client): Promise<void> {
  await client.query(
    `insert into contact (msisdn, country, name, attributes, tags)
     select (254711000000 + n * 7919)::text, 'KE',
       (array['Amina','Baraka','Chebet','Daudi','Esther','Faraji','Grace','Hamisi'])[1 + n % 8] || ' ' ||
       (array['Otieno','Kamau','Wambui','Mutua','Njeri'])[1 + n % 5],
       jsonb_build_object('city', (array['Nairobi','Mombasa','Kisumu'])[1 + n % 3]),
       case when n % 4 = 0 then array['parent'] else '{}'::text[] end
     from generate_series(1, 400) n on conflict do nothing`,
  )
  await client.query(
    `with made as (insert into contact_group (name) values ('Parents, term 1'), ('Shop customers'), ('Clinic, Tuesdays')
       returning id)
     insert into group_member (group_id, contact_id)
     select m.id, c.id from (select id, row_number() over () as no from made) m
       join contact c on c.id % 3 = m.no - 1`,
  )
  await client.query(
    `insert into suppression (key, msisdn, reason, note, created_at)
     select suppression_key(m), m, (array['opt_out','blocked','manual'])[1 + n % 3],
       case when n % 3 = 2 then 'asked by telephone' end, now() - n * interval '9 hours'
     from generate_series(1, 24) n, lateral (select (254722000000 + n * 104729)::text as m) x on conflict do nothing`,
  )
}

async function fillTexts(client: pg.Client, userId: number): Promise<void> {
  await client.query(
    `with made as (insert into template (name, content, created_by) values
         ('Fees reminder', 'Dear parent, the fees of {{name}} are due on {{day}}.', $1),
         ('Appointment', 'Reminder: your appointment is tomorrow at {{time}}. Call {{phone}} to move it.', $1),
         ('Parcel', 'Your parcel comes today between {{from}} and {{to}}.', $1)
       returning id, name, content)
     insert into template_version (template_id, version, name, content, changed_by)
     select id, 1, name, content, $1 from made`,
    [userId],
  )
}

const replies = [
  ['Asante, nimelipa jana.', 20, false],
  ['Can I come at 11 instead?', 75, false],
  ['STOP', 190, true],
  ['Who is this?', 400, false],
] as const

async function fillInbox(client: pg.Client, accountId: number): Promise<void> {
  for (const [i, [text, minutes, optOut]] of replies.entries()) {
    const msisdn = String(254_711_000_000 + (i + 1) * 7919)
    await client.query(
      `with said as (insert into inbound (account_id, msisdn, sent_to, text, at, received_at, opt_out, looked)
         select $1, $2, 'REHEARSAL', $3, t, t, $5, true
         from (select now() - $4::int * interval '1 minute' as t) x returning msisdn, text, received_at)
       insert into conversation (msisdn, last_at, last_text, unread)
       select msisdn, received_at, text, 1 from said on conflict do nothing`,
      [accountId, msisdn, text, minutes, optOut],
    )
  }
}
