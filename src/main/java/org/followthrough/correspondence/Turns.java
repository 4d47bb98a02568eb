package org.followthrough.correspondence;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.cases.OpenQuestion;
import org.followthrough.cases.SupportCase;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whose turn it is, as the messages tell. Nobody sets it, so it can't be wrong: a
 * question on its way, or one that came back, leaves it with us.
 */
@Component
public class Turns {

	private final MessageMapper messages;

	Turns(MessageMapper messages) {
		this.messages = messages;
	}

	/**
	 * Whose turn it is on cases.
	 * @param cases the cases
	 * @return a turn for each that is open, by its row
	 */
	@Transactional(readOnly = true)
	public Map<Long, Turn> of(Collection<SupportCase> cases) {
		return ofOpen(cases.stream().filter(SupportCase::isOpen).map(SupportCase::id).toList());
	}

	/**
	 * Whose turn it is on open cases.
	 * @param open their rows
	 * @return a turn for each, by its row
	 */
	@Transactional(readOnly = true)
	public Map<Long, Turn> ofOpen(Collection<Long> open) {
		Set<Long> waiting = open.isEmpty() ? Set.of() : this.messages.waitingForCustomer(open);
		return open.stream()
			.distinct()
			.collect(Collectors.toMap(Function.identity(), (id) -> waiting.contains(id) ? Turn.CUSTOMERS : Turn.OURS));
	}

	/**
	 * Whose turn it is on a case.
	 * @param one the case
	 * @return the turn, if it is open
	 */
	@Transactional(readOnly = true)
	public Optional<Turn> of(SupportCase one) {
		return Optional.ofNullable(of(List.of(one)).get(one.id()));
	}

	/**
	 * The question that makes it the customer's turn.
	 * @param one the case
	 * @return the question, if it is their turn
	 */
	@Transactional(readOnly = true)
	public Optional<OpenQuestion> openQuestion(SupportCase one) {
		return this.messages.openQuestion(one.id());
	}

}
