package org.followthrough.teams;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A team's time has changed, and what runs on its cases is counted anew.
 *
 * @param team the team
 * @param wanted counts the changes; a further one begins again
 * @param wantedAt when it changed last
 * @param dueAt when somebody goes on with it; null when it is done
 * @param afterCase the row of the last case that was counted
 * @param total how many cases there are to count; null before it began
 * @param done how many were counted
 * @param failed how many could not be counted, and are tried again
 * @param finishedAt when it was done
 */
public record Recount(String team, int wanted, Instant wantedAt, @Nullable Instant dueAt, long afterCase,
		@Nullable Integer total, int done, int failed, @Nullable Instant finishedAt) {

	/**
	 * Whether it is over.
	 * @return true until the next change
	 */
	public boolean isDone() {
		return this.dueAt == null;
	}

}
