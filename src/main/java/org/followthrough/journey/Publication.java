package org.followthrough.journey;

import org.followthrough.identity.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for what was published together.
 *
 * @param deployment the engine's id of it
 * @param author whose work it is
 * @param approver who has approved it; null if nobody had to
 * @param why what for; empty when nobody said
 */
record Publication(String deployment, String author, @Nullable String approver, String why) {

	static Publication of(String deployment, @Nullable Approval approval) {
		return (approval != null) ? new Publication(deployment, approval.author(), approval.approver(), approval.why())
				: new Publication(deployment, Actor.current().id(), null, "");
	}

}
