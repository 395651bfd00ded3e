/** Two-sided level of gates: each side errs in 5%. */
export const GATE_LEVEL = 0.9;
