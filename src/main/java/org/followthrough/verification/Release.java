package org.followthrough.verification;

import java.time.Instant;

/**
 * A build that customers have.
 *
 * @param id row
 * @param build its exact name
 * @param releasedAt since when
 * @param recordedBy who said so
 * @param recordedAt when they did
 */
public record Release(long id, String build, Instant releasedAt, String recordedBy, Instant recordedAt) {
}
