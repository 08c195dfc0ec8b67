/** Of badges and bars; what they mean stands in words beside them. */
export type Tone = 'grey' | 'blue' | 'amber' | 'orange' | 'green' | 'red';
