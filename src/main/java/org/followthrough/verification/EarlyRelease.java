package org.followthrough.verification;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A fix that customers had before it was verified.
 *
 * @param id row
 * @param caseNumber the case
 * @param fixId the fix
 * @param build the build
 * @param releasedAt since when customers have it
 * @param verificationId the check that came late; null while none has
 */
public record EarlyRelease(long id, String caseNumber, long fixId, String build, Instant releasedAt,
		@Nullable Long verificationId) {
}
