package org.followthrough.desk;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.followthrough.cases.Cases;
import org.followthrough.cases.NextWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.database.Transactions;
import org.followthrough.promises.Promises;
import org.followthrough.web.UploadedFile;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Word to customers on how it goes, whatever page or program it is written on.
 */
@Component
public class Updates {

	private final Cases cases;

	private final Promises promises;

	private final Messages messages;

	private final Transactions transactions;

	Updates(Cases cases, Promises promises, Messages messages, Transactions transactions) {
		this.cases = cases;
		this.promises = promises;
		this.messages = messages;
		this.transactions = transactions;
	}

	/**
	 * Writes to a customer, as the current actor.
	 * @param numbers the case it is about; several of one customer's get one mail that
	 * covers them all
	 * @param text the words
	 * @param nextUpdateAt when the next word comes on each of them; each case's usual
	 * time when null
	 * @param laterBecause why that is later than usual; null or empty unless it is
	 * @return a message for each case, the one that was opened first at the front
	 */
	public List<Message> send(Collection<String> numbers, String text, @Nullable Instant nextUpdateAt,
			@Nullable String laterBecause) {
		return send(numbers, text, nextUpdateAt, laterBecause, List.of());
	}

	/** The same with files, which the mail brings. */
	List<Message> send(Collection<String> numbers, String text, @Nullable Instant nextUpdateAt,
			@Nullable String laterBecause, List<UploadedFile> files) {
		return this.transactions.retrying(() -> {
			List<SupportCase> about = open(numbers);
			if (about.size() > 1) {
				about.forEach((one) -> this.cases.lock(one.id()));
			}
			Map<SupportCase, NextWord> next = new LinkedHashMap<>();
			about.forEach((one) -> next.put(one, this.promises.nextWord(one, nextUpdateAt, laterBecause)));
			return this.messages.sendTogether(next, Message.Kind.UPDATE, text, files);
		});
	}

	private List<SupportCase> open(Collection<String> numbers) {
		return numbers.stream()
			.map(this.cases::getOpen)
			.distinct()
			.sorted(Comparator.comparing(SupportCase::id))
			.toList();
	}

	/**
	 * What a message that is being written would be about, if it were sent as it is. Why
	 * the next word comes later than usual is nothing that its customer reads.
	 * @param number the case on whose page it is written
	 * @param also cases of the same customer that it covers, too; null for none
	 * @param nextUpdateAt the next word that is named; null or empty for the usual time
	 * @return the cases with the next word that each would be promised
	 */
	Map<SupportCase, NextWord> asSent(String number, @Nullable List<String> also, @Nullable String nextUpdateAt) {
		List<String> numbers = new ArrayList<>(List.of(number));
		numbers.addAll((also != null) ? also : List.of());
		Instant named = named(nextUpdateAt);
		Map<SupportCase, NextWord> next = new LinkedHashMap<>();
		open(numbers).forEach((one) -> next.put(one,
				(named != null) ? new NextWord(named, null, null) : this.promises.nextWord(one, null, null)));
		return next;
	}

	private static @Nullable Instant named(@Nullable String moment) {
		try {
			return (moment == null || moment.isEmpty()) ? null : Instant.parse(moment);
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

}
