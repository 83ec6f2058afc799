/** A made-up person or one agency's record of them. */
export interface MadeUp {
  id: string;
  person: string;
  forename: string;
  family: string;
  sex: string;
  /** DD/MM/YYYY. */
  born: string;
  number: string;
  street: string;
  town: string;
  postcode: string;
  phone: string;
  email: string;
}
