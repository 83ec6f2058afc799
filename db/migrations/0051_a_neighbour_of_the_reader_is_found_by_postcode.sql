-- Where readers live is known only where they have a record of their own; whoever lives at the same postcode is their neighbour.
alter table casework.unusual_reading drop constraint unusual_reading_kind;
alter table casework.unusual_reading add constraint unusual_reading_kind check (kind in ('at-night', 'own-record', 'same-address', 'same-postcode', 'same-surname', 'without-work', 'restricted', 'known-widely', 'break-glass'));
