package org.followthrough.verification;

import java.time.Instant;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * A file that shows what a verifier saw. It came from a person's machine and is never
 * trusted for showing.
 *
 * @param id row
 * @param caseId the case
 * @param verificationId the check that it belongs to; null while that is being made
 * @param fileId where its content is kept
 * @param name made safe to show and to save under
 * @param mediaType what the uploader's browser said it is
 * @param size in bytes
 * @param sha256 of its content, 32 bytes
 * @param uploadedBy who showed it
 * @param uploadedAt when
 */
public record EvidenceFile(long id, long caseId, @Nullable Long verificationId, long fileId, String name,
		String mediaType, long size, byte[] sha256, String uploadedBy, Instant uploadedAt) {

	/**
	 * The hash of its content, to compare with.
	 * @return 64 hexadecimal digits
	 */
	public String hash() {
		return HexFormat.of().formatHex(this.sha256);
	}

}
