-- How an account's texts are made and counted.
alter table account
  -- Appended to every text, and counted: how people stop the messages. Empty: nothing, or the gateway appends its own.
  add column opt_out_line text not null default '',
  -- Whether the gateway cuts a long text between characters or only between grapheme clusters.
  add column cutting text not null default 'characters' check (cutting in ('characters', 'graphemes'));
