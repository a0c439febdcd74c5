/** The test event of the function being edited, as JSON text; completions in the code editor read it. */
export const editedEvent = { json: '{}' };
