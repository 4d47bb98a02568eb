package org.followthrough.rehearsal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What runs beside the main path: event sub-processes that don't interrupt it. Each is
 * rehearsed wherever the main path stands. What goes on at the same time and can't tell
 * of the other, by a value that the one reads and the other sets, goes on the same way
 * with the other and without, so that not every order of their steps need be tried: the
 * main path goes on while nothing runs beside it, and one thing at a time runs beside it.
 * What can tell of each other is rehearsed together, in every order.
 */
final class Beside {

	/** A clock that has rung and is acted on may ring once more meanwhile. */
	private static final int MOST_AT_ONCE = 2;

	private final Blueprint blueprint;

	private final Map<Element, Boolean> told = new HashMap<>();

	Beside(Blueprint blueprint) {
		this.blueprint = blueprint;
	}

	/**
	 * Whether something that can come is left out where a case stands, since how it goes
	 * on is known from where less goes on at once.
	 * @param waiting what can come
	 * @param marking where the case stands
	 */
	boolean isLeftOut(Waiting waiting, Marking marking) {
		Set<Element> running = running(marking);
		if (running.isEmpty()) {
			return false;
		}
		Element own = this.blueprint.beside(waiting.at()).orElse(null);
		boolean begins = this.blueprint.begins(waiting.at());
		if (begins && running.contains(own)
				&& (waiting.kind() == Waiting.Kind.MESSAGE || times(own, marking) >= MOST_AT_ONCE)) {
			return true;
		}
		if (begins) {
			return running.stream().anyMatch((other) -> !other.equals(own) && !canTell(own, other));
		}
		return (own == null || !running.contains(own)) && running.stream().noneMatch(this::mainCanTell);
	}

	private long times(Element begun, Marking marking) {
		return marking.places()
			.stream()
			.filter((place) -> this.blueprint.beside(place.at()).filter(begun::equals).isPresent())
			.count();
	}

	/** What runs beside the main path where a case stands. */
	private Set<Element> running(Marking marking) {
		return marking.places()
			.stream()
			.map((place) -> this.blueprint.beside(place.at()))
			.flatMap(Optional::stream)
			.collect(Collectors.toSet());
	}

	private boolean canTell(Element one, Element other) {
		return one.process().equals(other.process()) && this.blueprint.values(one.process()).canTell(one, other);
	}

	/** Whether the main path could tell that something runs beside it, or that of it. */
	private boolean mainCanTell(Element beside) {
		return this.told.computeIfAbsent(beside, (key) -> this.blueprint.values(key.process()).mainCanTell(key)
				|| this.blueprint.tasksIn(key).stream().anyMatch(Watcher::minds));
	}

	/**
	 * Whether the same goes on twice at once beside the main path: the application lets
	 * nothing begin again there before it has ended.
	 */
	boolean isTwice(Marking marking) {
		List<Marking.Place> parts = marking.places()
			.stream()
			.flatMap((place) -> this.blueprint.partBeside(place.at())
				.map((part) -> new Marking.Place(part, place.instance()))
				.stream())
			.toList();
		return new HashSet<>(parts).size() < parts.size();
	}

}
