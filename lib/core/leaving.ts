/** Whether somebody meant to leave; whoever lost the connection is to find the room again. */
export type Leaving = 'meant' | 'lost';
