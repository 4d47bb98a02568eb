package org.followthrough.inquiry;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One answer to a question, in words.
 *
 * @param at the time by which it falls into the period
 * @param stream the case, or what else the entry belongs to
 * @param seq the entry's place there
 * @param subject what the case is about; null where it is about none
 * @param customer the address of the case's customer; null where it is about none
 * @param who as the first words of the sentence
 * @param words what happened
 * @param remarks what else there is to say of it
 * @param links where to read on
 */
record ToldAnswer(Instant at, String stream, int seq, @Nullable String subject, @Nullable String customer, String who,
		String words, List<String> remarks, List<Link> links) {

	/**
	 * Where to read on.
	 *
	 * @param words what is there
	 * @param path below the address of the application
	 */
	record Link(String words, String path) {
	}

}
