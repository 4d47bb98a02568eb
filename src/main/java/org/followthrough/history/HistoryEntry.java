package org.followthrough.history;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a case's history, told to somebody who knows nothing but what it says.
 *
 * @param seq its place, by which it can be pointed at for good
 * @param at when, in UTC, to the millisecond
 * @param actorKind person, customer or system
 * @param actor who; the account of a person, the address of a customer
 * @param who the same as the first words of a sentence
 * @param door by which way they came in
 * @param doorWords the same in words
 * @param kind what it is about, a word of {@link EntryKind}
 * @param action what happened, as recorded
 * @param words what happened, in a sentence
 * @param model the version of the model that was valid
 * @param changes what changed from what to what
 * @param message what was written, for an entry about a message
 * @param promise what became of it, for an entry about a promise
 * @param check what was done and seen, for an entry about a verification
 * @param file the file, for an entry about evidence
 * @param link where it can be found for good
 * @param recorded what the chain of entries covers, as it was stored
 * @param hash the chain's value up to and including it, in hexadecimal
 */
public record HistoryEntry(int seq, Instant at, String actorKind, String actor, String who, String door,
		String doorWords, String kind, String action, String words, @Nullable Model model, List<Change> changes,
		@Nullable Message message, @Nullable Promise promise, @Nullable Check check, @Nullable File file, String link,
		String recorded, String hash) {

	/**
	 * The version of a model.
	 *
	 * @param process the process
	 * @param name what it is called
	 * @param version counted from 1
	 */
	public record Model(String process, String name, int version) {
	}

	/**
	 * What changed.
	 *
	 * @param what in words
	 * @param before what it was; empty for nothing
	 * @param after what it is
	 */
	public record Change(String what, String before, String after) {
	}

	/**
	 * What was written.
	 *
	 * @param id row
	 * @param isPublic whether the customer may read it
	 * @param delivery how far it got, as a word
	 * @param deliveryWords the same in words
	 * @param deliveredAt when it reached the customer
	 * @param text its first 2,000 characters
	 * @param isLonger whether there is more
	 * @param look where the mail is shown as it looks; null where it is nothing but words
	 */
	public record Message(long id, boolean isPublic, String delivery, String deliveryWords,
			@Nullable Instant deliveredAt, String text, boolean isLonger, @Nullable String look) {
	}

	/**
	 * A promise.
	 *
	 * @param kind what was promised
	 * @param dueAt by when
	 * @param endedAt when it ended; null while it runs
	 * @param ending kept, broken, released or void; null while it runs
	 * @param outcome the same in words, and how late
	 */
	public record Promise(String kind, Instant dueAt, @Nullable Instant endedAt, @Nullable String ending,
			String outcome) {
	}

	/**
	 * A check of a fix.
	 *
	 * @param build what was checked
	 * @param environment where
	 * @param steps what was done
	 * @param seen what was seen
	 * @param files the files that show it
	 */
	public record Check(String build, @Nullable String environment, String steps, String seen, List<File> files) {
	}

	/**
	 * A file that a verifier showed.
	 *
	 * @param name what it was called
	 * @param size in bytes
	 * @param sha256 the hash of its content, in hexadecimal
	 * @param link where it can be had
	 */
	public record File(String name, long size, String sha256, String link) {
	}

}
