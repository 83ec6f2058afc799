/** Two records in the order in which a link names them, with whose they are. */
export function sides(
  one: { readonly recordId: string; readonly agencyId: string; readonly restricted: boolean },
  two: { readonly recordId: string; readonly agencyId: string; readonly restricted: boolean },
) {
  const [left, right] = one.recordId < two.recordId ? [one, two] : [two, one];
  return {
    left_record_id: left.recordId,
    left_agency_id: left.agencyId,
    left_restricted: left.restricted,
    right_record_id: right.recordId,
    right_agency_id: right.agencyId,
    right_restricted: right.restricted,
  };
}
