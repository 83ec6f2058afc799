-- What is declared for an organisation's seat that names nobody goes with the seats of the same organisation on other
-- boards that name nobody either: by all that is known it is the same holder. Where it is not, the interest is withdrawn
-- there, with the reason. A person or a post carries its own interests, as before.
create or replace function governance.interests_at(partnership uuid, sitting uuid, at_item uuid, ratifies uuid) returns table (
  item_id uuid, membership_id uuid, declaration_id uuid, nature text, consequence text, from_item_id uuid, from_title text, from_body text, from_day date,
  withdrawn text
) language sql stable as $$
  with recursive here as (
    select i.id, i.sitting_id, i.position, i.subject_kind, i.subject_id, i.from_kind, i.from_id, s.body_id, s.day
    from governance.agenda_item i join governance.sitting s on s.partnership_id = i.partnership_id and s.id = i.sitting_id
    where i.partnership_id = partnership and i.sitting_id = sitting and i.withdrawn_on is null
    union all
    -- What is ratified beside the agenda stands at its end, under the id of the sitting.
    select s.id, s.id, 2147483647, null, null, null, null, s.body_id, s.day
    from governance.sitting s where s.partnership_id = partnership and s.id = sitting and at_item is null and ratifies is not null),
  line (item_id, id, from_kind, from_id) as (
    select h.id, h.id, h.from_kind, h.from_id from here h
    union
    select l.item_id, e.id, e.from_kind, e.from_id from line l
    join governance.agenda_item e on e.partnership_id = partnership and l.from_kind = 'item' and e.id = l.from_id),
  about as (
    select h.id as item_id, d.item_id as decided_at, d.subject_kind, d.subject_id from here h
    join governance.decision d on d.partnership_id = partnership and (h.subject_kind = 'decision' and d.id = h.subject_id or h.id = coalesce(at_item, sitting) and d.id = ratifies)),
  concern (item_id, from_id) as (
    select item_id, id from line
    union select h.id, e.id from here h
    join governance.agenda_item e on e.partnership_id = partnership and e.subject_kind = h.subject_kind and e.subject_id = h.subject_id
    union select item_id, decided_at from about
    union select a.item_id, e.id from about a
    join governance.agenda_item e on e.partnership_id = partnership and e.subject_kind = a.subject_kind and e.subject_id = a.subject_id),
  declared as (
    select distinct on (h.id, m.id) h.id as item_id, m.id as membership_id, d.id as declaration_id, d.nature, d.consequence, e.id as from_item_id,
      e.title as from_title, es.day as from_day, es.body_id as from_body_id, h.day, h.sitting_id, h.position
    from concern c
    join here h on h.id = c.item_id
    join governance.agenda_item e on e.partnership_id = partnership and e.id = c.from_id
    join governance.sitting es on es.partnership_id = partnership and es.id = e.sitting_id
    join governance.declaration d on d.partnership_id = partnership and d.item_id = e.id
    join governance.membership dm on dm.partnership_id = partnership and dm.id = d.membership_id
    join governance.membership m on m.partnership_id = partnership and (m.id = dm.id or e.id <> h.id and m.body_id = h.body_id
      and (coalesce(m.person_id, m.post_id, m.id) = coalesce(dm.person_id, dm.post_id, dm.id)
        or m.body_id <> dm.body_id and m.agency_id = dm.agency_id
          and m.person_id is null and m.post_id is null and dm.person_id is null and dm.post_id is null)
      and m.standing <> 'substitute'
      and coalesce(m.starts_on <= h.day, true) and coalesce(m.ends_on >= h.day, true))
    where (es.day, es.id, e.position) <= (h.day, h.sitting_id, h.position) and m.body_id = h.body_id
      and not exists (select from governance.struck_out x where x.partnership_id = partnership and x.fact_id = d.id)
    order by h.id, m.id, e.id = h.id desc, es.day desc, es.id desc, e.position desc, d.round desc)
  select d.item_id, d.membership_id, d.declaration_id, d.nature, d.consequence, d.from_item_id, d.from_title, b.name, d.from_day,
    (select w.reason from governance.interest_withdrawal w
      join governance.agenda_item i on i.partnership_id = w.partnership_id and i.id = w.item_id
      join governance.sitting s on s.partnership_id = i.partnership_id and s.id = i.sitting_id
      where w.partnership_id = partnership and w.declaration_id = d.declaration_id and (s.day, s.id, i.position) <= (d.day, d.sitting_id, d.position)
      order by s.day, s.id, i.position limit 1)
  from declared d join governance.body b on b.partnership_id = partnership and b.id = d.from_body_id $$;
