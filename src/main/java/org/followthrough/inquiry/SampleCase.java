package org.followthrough.inquiry;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A case of a sample.
 *
 * @param place its place in the sample, from 1
 * @param number the case
 * @param subject what it is about
 * @param finding what the auditor made of it; null until then
 * @param remark what they say of it; may be empty
 * @param judgedAt when they said so last
 */
record SampleCase(int place, String number, String subject, @Nullable Finding finding, String remark,
		@Nullable Instant judgedAt) {
}
