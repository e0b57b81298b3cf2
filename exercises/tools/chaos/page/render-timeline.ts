export const renderTimeline = (_: unknown) => '';
