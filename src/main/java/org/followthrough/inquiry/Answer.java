package org.followthrough.inquiry;

import java.time.Instant;

/**
 * An entry that belongs to the answer of a question.
 *
 * @param question a word of {@link AuditQuestion}
 * @param at the time by which it falls into a period
 * @param stream what the entry belongs to
 * @param seq its place there
 * @param customerId whose data it is about; 0 for nobody's or everybody's
 * @param note what the question has to know besides
 */
record Answer(String question, Instant at, String stream, int seq, long customerId, String note) {
}
