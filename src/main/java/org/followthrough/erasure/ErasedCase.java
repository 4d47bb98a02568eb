package org.followthrough.erasure;

import java.time.Instant;

/**
 * What went of a case.
 *
 * @param erasureId by which erasure
 * @param caseId its row
 * @param number its number
 * @param erasedAt when
 * @param because why: {@code request}, or the rule
 * @param messages how many messages and notes
 * @param files how many files
 * @param mails how many mails, in and out
 * @param plain how many entries hold words in the open, since they were written before
 * words were sealed
 */
public record ErasedCase(long erasureId, long caseId, String number, Instant erasedAt, String because, int messages,
		int files, int mails, int plain) {

	/**
	 * How much went, in words.
	 * @return such as "9 messages, 1 file, 4 mails"
	 */
	public String what() {
		return Erasure.many(this.messages, "message") + ", " + Erasure.many(this.files, "file") + ", "
				+ Erasure.many(this.mails, "mail")
				+ ((this.plain == 0) ? "" : "; " + this.plain + " entries of its history stay legible");
	}

}
