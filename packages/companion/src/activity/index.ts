export { type Activity, type ActivityStanding, openActivity } from './open-activity.ts';
export { openActivityKey } from './open-activity-key.ts';
